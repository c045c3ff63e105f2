// A section saves itself while it is filled in. Until the server has confirmed what was typed it stays on the device. The
// plain submit never waits for any of this: it carries what the page found, and what is on its way.
import { contentOf, fill, fits, same, token } from "./draft.js";
import { drop, keep, kept } from "./kept.js";

const PAUSE = 1000; // milliseconds after the last key
const AGAIN = 10_000; // milliseconds until the next try after a failure

const clock = (date) => `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
const inPageLanguage = (text) => (document.documentElement.lang.startsWith("en") ? text.en || text.zh : text.zh);

// Whether a field holds something else than the page came with.
function isTyped(field) {
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  return ["INPUT", "TEXTAREA"].includes(field.tagName) && field.type !== "hidden" && field.value !== field.defaultValue;
}

export function autosave(page, form) {
  const words = form.dataset;
  const line = document.getElementById("save-state");
  const seen = form.elements["page:seen"];
  const pending = form.elements["page:pending"];
  const keeps = "keep" in words;
  let base = JSON.parse(seen.value || "{}"); // what the form goes back to, as the server knows it
  let under = base; // what stands where the page shows nothing
  let version = words.version;
  let typed = 0; // counts changes; `saved` is the last one the server confirmed
  let saved = 0;
  let timer = 0;
  let busy = false;
  let composing = false;
  let stopped = false;
  let sent = null; // what was sent and never heard of again

  function say(sentence, state) {
    line.textContent = sentence;
    line.dataset.state = state;
  }

  function know(content) {
    base = content;
    under = content;
    seen.value = JSON.stringify(base);
  }

  function store() {
    if (keeps) keep(page, form, { content: contentOf(form, under), base, version, at: new Date().toISOString() });
  }

  function later(pause = PAUSE) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, pause);
  }

  function changed() {
    typed += 1;
    store();
    if (!stopped) later();
  }

  function stop(sentence, state) {
    stopped = true;
    say(sentence, state);
  }

  // The server has `content`, perhaps with what others changed; that is put into the page where nobody has typed since.
  function confirmed(answer, content, mark) {
    version = String(answer.version);
    pending.value = "";
    saved = mark;
    if (same(answer.content, content) || typed > mark) know(content);
    else if (fits(form, answer.content)) {
      know(answer.content);
      fill(form, answer.content);
      form.dispatchEvent(new Event("restored"));
    } else {
      store();
      stop(words.changed, "changed");
      return;
    }
    if (typed > mark) {
      store();
      later(0);
      return;
    }
    drop(page, words.section, words.part);
    say(words.saved.replace("{time}", clock(new Date())), "saved");
  }

  // Another version stands there: somebody else's, which the server brings together with ours, or our own, whose answer
  // was lost.
  function meet(answer) {
    if (answer.conflicts) {
      stop(words.changed, "changed");
      return;
    }
    version = String(answer.version);
    if (sent && same(answer.content, sent)) know(sent);
    later(0);
  }

  async function answered(response, content, mark) {
    if (response.status === 200) confirmed(await response.json(), content, mark);
    else if (response.status === 412) meet(await response.json());
    else if (response.status === 422) say(inPageLanguage((await response.json()).detail), "refused");
    else if (response.status === 409 || response.status === 404) stop(words.closed, "refused");
    else if (response.status === 401 || response.status === 403) {
      say(words.signedOut, "offline");
      later(AGAIN);
    } else throw new Error(String(response.status));
  }

  async function save() {
    if (busy || stopped || typed === saved) return;
    if (composing) {
      later();
      return;
    }
    const mark = typed;
    const content = contentOf(form, under);
    busy = true;
    pending.value = JSON.stringify(content);
    say(words.saving, "saving");
    try {
      const response = await fetch(words.draft, {
        method: "PUT",
        headers: {
          "Content-Type": "application/json",
          "If-Match": `"${version}"`,
          "X-CSRFToken": token(form),
        },
        body: JSON.stringify({ content, seen: base }),
      });
      busy = false;
      await answered(response, content, mark);
      sent = null;
    } catch (error) {
      sent = content;
      say(keeps ? words.offline : words.unkept, "offline");
      later(AGAIN);
    } finally {
      busy = false;
    }
  }

  function restore(entry) {
    base = entry.base;
    under = entry.content;
    version = entry.version;
    seen.value = JSON.stringify(base);
    fill(form, entry.content);
    form.dispatchEvent(new Event("restored"));
    changed();
  }

  function offer() {
    const entry = kept(page, form);
    if (!entry || !entry.content || !entry.base || same(entry.content, contentOf(form, base))) return;
    const box = document.getElementById("kept");
    const done = (act) => () => {
      box.hidden = true;
      act();
    };
    document.getElementById("kept-when").textContent = words.keptAt.replace("{time}", new Date(entry.at).toLocaleString());
    document.getElementById("kept-restore").addEventListener("click", done(() => restore(entry)));
    document.getElementById("kept-drop").addEventListener("click", done(() => drop(page, words.section, words.part)));
    box.hidden = false;
  }

  const isOurs = (event) => event.target.name && !event.target.name.startsWith("page:finished");
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => {
    composing = false;
    changed();
  });
  form.addEventListener("input", (event) => {
    if (!event.isComposing && isOurs(event)) changed();
  });
  form.addEventListener("filechange", changed); // a file arrived in the page, or was taken away
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    store();
  });
  window.addEventListener("online", () => later(0));
  offer();
  // What was typed before this script was there.
  if ([...form.elements].some((field) => isOurs({ target: field }) && isTyped(field))) changed();
}
