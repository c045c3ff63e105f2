// While both languages of a text are typed, the server is asked what it finds in them; the answer stands under the fields.
const form = document.getElementById("text-form");
const fields = { zh: document.getElementById("text_zh"), en: document.getElementById("text_en") };
const panel = document.getElementById("text-results");
const PAUSE = 800; // milliseconds after the last key

let timer = 0;
let asked = 0; // only the answer to the last question counts

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function show(...parts) {
  panel.replaceChildren(...parts);
}

// What the citations print, where there are any.
function showPrinted(printed) {
  let cites = false;
  for (const lang of Object.keys(fields)) {
    document.getElementById(`printed_${lang}`).textContent = printed[lang];
    cites = cites || fields[lang].value.includes("{{");
  }
  document.getElementById("text-printed").hidden = !cites;
}

function showResults(results) {
  if (!results.length) return show(element("p", "", form.dataset.fine));
  const list = element("ul", "plain");
  for (const result of results) {
    const line = element("li", `text-result text-${result.severity}`);
    line.append(element("b", "", `${result.severity_label} · ${result.kind_label}`), " ", element("span", "", result.message));
    list.append(line);
  }
  return show(element("p", "text-results-title", form.dataset.found), list);
}

async function ask() {
  asked += 1;
  const question = asked;
  show(element("p", "muted", form.dataset.busy));
  try {
    const answer = await fetch(form.dataset.check, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ zh: fields.zh.value, en: fields.en.value }),
    });
    if (question !== asked) return;
    if (answer.status === 413) {
      show(element("p", "", form.dataset.long));
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    if (question !== asked) return;
    showPrinted(found.printed);
    showResults(found.results);
  } catch (error) {
    if (question === asked) show(element("p", "muted", form.dataset.lost));
  }
}

function later() {
  window.clearTimeout(timer);
  timer = window.setTimeout(ask, PAUSE);
}

// Not between the strokes of an input method: half-typed pinyin is no text.
for (const field of Object.values(fields)) {
  field.addEventListener("input", (event) => event.isComposing || later());
  field.addEventListener("compositionend", later);
}

// What was typed before this script was there.
if (Object.values(fields).some((field) => field.value !== field.defaultValue)) later();
