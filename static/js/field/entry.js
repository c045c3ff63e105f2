// The record at hand: kept as a draft while it is typed, saved when the person says so.
import { persist } from "./checklist.js";
import { agree, byId } from "./dom.js";
import { focusErrors, showErrors } from "./errors.js";
import { fresh, form, held, isBlank, readForm, setLists, writeForm } from "./form.js";
import { takePhotos } from "./evidence.js";
import { uuid } from "./ids.js";
import { kitOf, remember, remembered } from "./kit.js";
import { dropDraft, saveDraft, saveRecord } from "./outbox.js";
import { answer } from "./store.js";
import { moment, say } from "./words.js";

const PAUSE = 300; // milliseconds after the last key
const LONGEST = 2000; // and after the first, for whoever never pauses
const PATIENCE = 2000; // milliseconds for another page to let go of a record
// {store, code, lists, record, draft, isNew, before, kept}; `draft`: the name of what is typed, mostly the record's;
// `before`: what of it was written down, `kept`: what is said of that.
let at = null;
let taking = Promise.resolve(); // photos on their way into the form
let timer = 0;
let typedSince = 0; // when the first key came that is not written down
let afterChange = () => {};
let leave = () => {};

// --- One page at a time for one record ---

// Two pages typing the same draft would overwrite each other: the second one is told, and starts a new record.
// The page of a moment ago may not have let go yet, so a little is waited for it.
function claim(record) {
  if (!navigator.locks) return Promise.resolve(true);
  const waiting = new AbortController();
  window.setTimeout(() => waiting.abort(), PATIENCE);
  return new Promise((resolve) => {
    const hold = () => {
      resolve(true);
      return new Promise((release) => {
        leave = release;
      });
    };
    navigator.locks.request(`zhijian-field-record-${record}`, { signal: waiting.signal }, hold).catch(() => resolve(false));
  });
}

async function show(record, data, { isNew, submit, note, draft = record, shown = null, seen = null }) {
  at = { ...at, record: null }; // half of one record and half of another is no draft of either
  showErrors([]);
  await writeForm(at.store, data);
  at = { ...at, record, draft, isNew, shown, seen, before: JSON.stringify(readForm()), kept: "" };
  form.elements.submit.checked = Boolean(submit);
  byId("entry-note").textContent = note || "";
  byId("entry-title").textContent = say(isNew ? "entry.new" : "entry.change");
  sayDraft("");
  byId("discard").hidden = isNew && isBlank(data);
}

// --- Opening ---

const readRow = (store, name, record) => store.read((stores) => answer(stores[name].get(record)));

async function startNew(note) {
  leave();
  const record = uuid();
  await claim(record);
  const last = await remembered(at.store, at.code);
  await show(record, fresh(last), { isNew: true, submit: last.submit, note });
}

// A photo belongs to the record for which it was chosen, however long it takes.
async function leaveOff() {
  await taking;
  await flush();
}

export async function openNew() {
  await leaveOff();
  await held(() => startNew(""));
}

export async function openRecord(name) {
  await leaveOff();
  return held(() => open(name));
}

// `name`: of a record, or of a draft that was left aside.
async function open(name) {
  leave();
  const draft = await readRow(at.store, "drafts", name);
  const record = (draft && draft.of) || name;
  if (!(await claim(record))) return startNew(say("entry.elsewhere"));
  const doc = await readRow(at.store, "docs", record);
  if (draft) {
    const note = say(draft.superseded ? "entry.superseded" : "entry.restored", { when: moment(draft.at) });
    const { submit, shown, seen } = draft;
    await show(record, draft.data, { isNew: !doc, submit, note, draft: name, shown, seen });
  } else if (doc) {
    await show(record, doc.data, { isNew: false, submit: doc.submit, note: "", shown: doc.version });
  } else return startNew("");
  if (doc && doc.errors && doc.errors.length) showErrors(doc.errors);
  return null;
}

// The form is a new one: the link to the record that was open leads to it again.
const nameNothing = () => window.history.replaceState(null, "", window.location.pathname);

// What was being typed when the page went away stands in the form again.
async function openLast() {
  const drafts = await at.store.read(async (stores) => answer(stores.drafts.getAll()));
  const mine = drafts.filter((draft) => draft.inspection === at.code && !draft.superseded);
  mine.sort((one, other) => (one.at < other.at ? 1 : -1));
  if (mine.length) await openRecord(mine[0].record);
  else await startNew("");
}

export function openEntry(store, code, onChange) {
  return held(async () => {
    const kit = await kitOf(store, code);
    if (!kit) return false;
    at = { store, code, lists: kit.lists };
    afterChange = (saved) => onChange(saved).catch(() => null); // what cannot be drawn was written all the same
    setLists(kit.lists);
    await openLast();
    return true;
  });
}

// New lists under an open form: what was chosen stays chosen.
export function refreshLists(lists) {
  if (!at) return;
  at.lists = lists;
  setLists(lists);
}

export async function closeEntry() {
  await taking;
  await flushQuietly(); // whoever comes now must not be shown what could not be written down
  leave();
  at = null;
}

// --- Typing ---

const note = byId("draft-note");

function sayDraft(words, tone = "") {
  note.textContent = words;
  note.dataset.tone = tone;
  note.style.visibility = "";
}

// Writes down what was typed up to now; nothing to do where nothing changed. What could not be written down is tried again
// with the next key, and meanwhile nothing says that it is on the disk.
export async function flush() {
  window.clearTimeout(timer);
  timer = 0;
  typedSince = 0;
  if (!at || !at.record) return;
  const data = readForm();
  const typed = JSON.stringify(data);
  if (typed === at.before) return sayDraft(at.kept);
  const now = at;
  const { store, record, draft, code, isNew, shown, seen } = now;
  Object.assign(now, { before: typed, kept: "" });
  const of = draft === record ? undefined : record;
  try {
    if (isNew && isBlank(data)) {
      await dropDraft(store, record, draft);
    } else {
      const submit = form.elements.submit.checked;
      await saveDraft(store, { record: draft, of, inspection: code, data, submit, shown, seen });
      now.kept = say("draft.kept", { when: moment(new Date().toISOString()) });
      if (now === at) byId("discard").hidden = false;
      if (now === at && !timer) sayDraft(now.kept);
    }
  } catch (error) {
    now.before = "";
    sayDraft(say("error.disk", { why: error.message || error.name }), "err");
    throw error;
  }
  await afterChange();
}

const flushQuietly = () => flush().catch(() => null); // it is said at the form

// Of what is typed now nothing says any more that it is on the disk. The place of the words stays: were the page to move
// under a finger on 保存, nothing would be pressed.
function later() {
  if (note.dataset.tone !== "err") note.style.visibility = "hidden";
  window.clearTimeout(timer);
  typedSince = typedSince || performance.now();
  timer = window.setTimeout(flushQuietly, Math.max(0, Math.min(PAUSE, typedSince + LONGEST - performance.now())));
}

// Not between the strokes of an input method: half-typed pinyin is no text.
form.addEventListener("input", (event) => event.isComposing || later());
form.addEventListener("compositionend", later);
form.addEventListener("change", later);
window.addEventListener("pagehide", flushQuietly);
document.addEventListener("visibilitychange", () => document.hidden && flushQuietly());

// --- Saving ---

function problemsOf(data) {
  const missing = [];
  if (!data.title.zh) missing.push({ field: "title", message: say("error.title") });
  data.figures.forEach((figure, place) => {
    if (!figure.zh && !figure.en) missing.push({ field: `figures.${place}.zh`, message: say("error.figure") });
  });
  if (data.counted !== null && data.counted_of !== null && data.counted > data.counted_of) {
    missing.push({ field: "counted", message: say("error.count") });
  }
  return missing;
}

// From the click on: a key pressed while the draft is written would belong to no record, or to both.
async function save() {
  await leaveOff();
  const { store, record, draft, code, shown, seen } = at;
  const data = readForm();
  const submit = form.elements.submit.checked;
  const problems = problemsOf(data);
  showErrors(problems);
  if (problems.length) return focusErrors;
  persist();
  await saveRecord(store, { record, draft, inspection: code, data, submit, shown, seen });
  await remember(store, code, { visit: data.visit, unit: data.unit, place: data.place, submit }).catch(() => null); // it is saved
  at.before = JSON.stringify(readForm());
  await afterChange(true); // the bar counts it before the form is empty again
  await startNew(say("entry.saved", { title: data.title.zh }));
  nameNothing();
  return () => {
    byId("entry-note").scrollIntoView({ block: "center" });
    form.elements.title_zh.focus({ preventScroll: true });
  };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const goOn = await held(save);
    goOn(); // a field can take the cursor only now
  } catch (error) {
    showErrors([{ field: "", message: say("error.disk", { why: error.message || error.name }) }]);
    focusErrors();
  }
});

byId("discard").addEventListener("click", async () => {
  if (!(await agree(say("draft.discard")))) return;
  window.clearTimeout(timer);
  await held(async () => {
    await taking;
    await dropDraft(at.store, at.record, at.draft);
    await startNew(say("draft.gone"));
    nameNothing();
  });
  await afterChange();
});

byId("photo").addEventListener("change", async (event) => {
  const files = Array.from(event.target.files);
  event.target.value = "";
  if (!files.length) return;
  const { store, record, lists } = at;
  taking = taking.then(() => takePhotos(store, record, files, lists.limits)).catch(() => null);
  await taking;
  await flushQuietly(); // a photo cannot be typed again
});
