// The entry of a finding: the word for a count, the articles behind their numbers, what a figure means, while they are
// typed. The form also works without any of this.
const PAUSE = 500; // milliseconds after the last key
let timer = 0;

function entry() {
  return document.getElementById("entry");
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

function whole(field) {
  const text = field.value.trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

// --- The word for a count: the same ladder as findings/ladder.py, handed over by the page --------------------------------

function fits(rung, ladder, part, total) {
  const all = part === total;
  if (rung === ladder[ladder.length - 1] || all) return all && rung.up_to === 100 && part >= rung.fewest;
  if (rung === ladder[0] && part === 1 && total >= 4) return true;
  return part >= rung.fewest && part * 100 > total * rung.above && (rung.up_to >= 99 || part * 100 <= total * rung.up_to);
}

function proposed(ladder, part, total) {
  if (part === total) return ladder[ladder.length - 1];
  const down = ladder.slice(0, -1).reverse();
  return down.find(
    (rung) => rung.proposed_above !== null && part * 100 > total * rung.proposed_above && fits(rung, ladder, part, total),
  );
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function useButton(form, field, rung) {
  const button = element("button", "btn btn-second", filled(form.dataset.use, { word: rung.label }));
  button.type = "button";
  button.addEventListener("click", () => {
    field.value = rung.word;
    adviseWord();
    field.focus();
  });
  return button;
}

function adviseWord() {
  const form = entry();
  const advice = document.getElementById("word-advice");
  const field = form.elements.quantity_word;
  const part = whole(form.elements.counted);
  const total = whole(form.elements.counted_of);
  advice.replaceChildren();
  advice.classList.remove("entry-disagrees");
  if (part === null || total === null) return;
  if (part > total || total === 0) {
    advice.classList.add("entry-disagrees");
    advice.append(element("span", "", form.dataset.impossible));
    return;
  }
  const ladder = JSON.parse(field.dataset.ladder);
  const chosen = ladder.find((rung) => rung.word === field.value);
  const best = proposed(ladder, part, total);
  const values = { part, whole: total };
  if (chosen && !fits(chosen, ladder, part, total)) {
    const usable = ladder.filter((rung) => fits(rung, ladder, part, total)).map((rung) => rung.label);
    advice.classList.add("entry-disagrees");
    values.word = chosen.label;
    values.usable = usable.join(form.dataset.separator) || form.dataset.none;
    advice.append(element("span", "", filled(form.dataset.disagrees, values)));
  } else if (!chosen && best) {
    values.word = best.label;
    advice.append(element("span", "", filled(form.dataset.proposed, values)));
  }
  if (best && best !== chosen) advice.append(" ", useButton(form, field, best));
}

// --- The articles behind their numbers ---------------------------------------------------------------------------------

function showArticles(field) {
  const known = JSON.parse(field.dataset.articles);
  const words = field.value.split(/[\s,，、;；第条]+/).filter(Boolean);
  const keys = words.map((word) => word.replace(/\s*[之.-]\s*/, "-"));
  const found = keys.filter((key) => known[key]).map((key) => known[key]);
  const unknown = words.filter((word, place) => !known[keys[place]]);
  const live = document.getElementById(`${field.id}_live`);
  live.replaceChildren();
  found.forEach((label) => live.append(element("span", "entry-article", label)));
  if (unknown.length) live.append(element("span", "entry-disagrees", filled(entry().dataset.unknown, { words: unknown.join(" ") })));
}

// --- What a figure means -----------------------------------------------------------------------------------------------

async function explain(row) {
  const form = entry();
  const live = row.querySelector("[data-understood]");
  const [zh, en] = ["zh", "en"].map((lang) => row.querySelector(`input[name$="-${lang}"]:not([name*="what"])`).value);
  row.asked = (row.asked || 0) + 1;
  const question = row.asked;
  if (!zh.trim() && !en.trim()) {
    live.textContent = "";
    return;
  }
  try {
    const answer = await fetch(form.dataset.reading, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ zh, en }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    if (question !== row.asked) return;
    live.textContent = found.words;
    live.classList.toggle("entry-disagrees", !found.understood);
  } catch (error) {
    if (question === row.asked) live.textContent = ""; // saving asks again, and says it
  }
}

// --- The page ----------------------------------------------------------------------------------------------------------

function begin() {
  if (!entry()) return;
  adviseWord();
  document.querySelectorAll("#entry [data-articles]").forEach(showArticles);
  document.querySelectorAll("#figures .entry-row").forEach(explain);
}

function changed(event) {
  const field = event.target;
  if (!entry() || !entry().contains(field) || event.isComposing) return; // half-typed pinyin is no text
  if (["counted", "counted_of", "quantity_word"].includes(field.name)) adviseWord();
  if (field.dataset.articles) showArticles(field);
  const row = field.closest("#figures .entry-row");
  if (row) {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => explain(row), PAUSE);
  }
}

function say(sentence) {
  const form = entry();
  const there = document.getElementById("entry-lost");
  const line = there || element("p", "entry-lost", "");
  line.id = "entry-lost";
  line.setAttribute("role", "alert");
  form.querySelector(".entry-bar").before(line);
  line.textContent = sentence;
}

document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("compositionend", changed);

// An answer that is not this form (signed out meanwhile, a proxy's page) never takes the place of what was typed.
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = event.detail;
  if (!detail.target || detail.target.id !== "entry") return;
  const isForm = (detail.serverResponse || "").includes('id="entry"');
  if (detail.xhr.status === 409 && isForm) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
  if (!isForm) {
    detail.shouldSwap = false;
    say(entry().dataset.lost);
  }
});
document.addEventListener("htmx:sendError", () => entry() && say(entry().dataset.lost));

document.addEventListener("htmx:afterSettle", () => {
  begin();
  const added = document.querySelector("#entry [data-new]");
  const first = added && added.querySelector("input:not([type=hidden]), select");
  if (first && !document.getElementById("error-summary")) first.focus();
});

begin();
