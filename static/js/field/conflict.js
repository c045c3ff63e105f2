// Somebody else changed the record meanwhile: both versions, line by line, and the person chooses. Neither is lost: what
// is not taken of the other's stays in the history of the server, what is not taken of one's own stays here as a draft.
import { at, byId, clone, put } from "./dom.js";
import { BLANK, unitOf } from "./form.js";
import { draftChoice, saveRecord, takeTheirs } from "./outbox.js";
import { answer } from "./store.js";
import { best, moment, say } from "./words.js";

const form = byId("conflict");
let open = null; // {store, doc, mine, theirs, lists}

const both = (text) => [text.zh, text.en].filter(Boolean).join("\n");
const lookUp = (rows, key, value, text) => {
  const found = rows.find((row) => row[key] === value);
  return found ? text(found) : value;
};

const SHOWN = {
  kind: (value) => say(`kind.${value}`),
  title: both,
  facts: both,
  actor: both,
  may_be_named: (value) => say(value ? "yes" : "no"),
  visit: (value, { visits }) => lookUp(visits, "id", value, (row) => best(row.label)),
  unit: (value) => (unitOf(value) ? best(unitOf(value).name) : value),
  place: (value, { places }) => lookUp(places, "code", value, (row) => best(row.name)),
  focus_point: (value, lists) => lookUp(lists.focus_points, "id", value, (row) => best(row.title)),
  articles: (value, { articles }) => value.map((id) => lookUp(articles, "id", id, (row) => best(row.label))).join("\n"),
  figures: (value) => value.map((row) => `${best(row.what)} ${row.zh || row.en}`.trim()).join("\n"),
  evidence: (value, { evidence_kinds: kinds }) =>
    value.map((row) => [lookUp(kinds, "key", row.kind, (one) => best(one.label)), best(row.source), row.name].filter(Boolean).join(" ")).join("\n"),
};

function shown(name, value) {
  if (value === null || value === "" || (Array.isArray(value) && !value.length)) return say("empty");
  return (SHOWN[name] ? SHOWN[name](value, open.lists) : String(value)) || say("empty");
}

// The same thing said in another order of keys is no difference; nor is a key the other side leaves out.
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (!value || typeof value !== "object") return value;
  const sorted = {};
  Object.keys(value).sort().forEach((key) => {
    sorted[key] = plain(value[key]);
  });
  return sorted;
}
// What only one side knows is no difference either: the server's number of a figure, the size of a photo under way.
const ESSENCE = {
  figures: (rows) => rows.map(({ what, zh, en }) => ({ what, zh, en })),
  evidence: (rows) => rows.map(({ id, kind, source, digest }) => ({ id, kind, source, digest })),
};
const essence = (name, value) => JSON.stringify(plain(ESSENCE[name] ? ESSENCE[name](value) : value));

// What one did not change oneself since the last upload: the other's is proposed, and shown all the same.
function isUntouched(name) {
  const { known } = open.doc;
  return Boolean(known) && essence(name, open.mine[name]) === essence(name, { ...BLANK, ...known }[name]);
}

function lineOf(name) {
  const line = clone("difference");
  put(line, { label: say(`field.${name}`), mine: shown(name, open.mine[name]), theirs: shown(name, open.theirs[name]) });
  const proposed = isUntouched(name) ? "theirs" : "mine";
  line.querySelectorAll("input").forEach((choice) => {
    choice.name = `choose-${name}`;
    choice.checked = choice.value === proposed;
  });
  line.dataset.name = name;
  return line;
}

const differing = (one, other) => Object.keys(BLANK).filter((name) => essence(name, one[name]) !== essence(name, other[name]));
const names = () => differing(open.mine, open.theirs);

export async function openConflict(store, record, lists) {
  const doc = await store.read(({ docs }) => answer(docs.get(record)));
  if (!doc || !doc.theirs) return false;
  const theirs = doc.theirs;
  open = { store, doc, lists, mine: { ...BLANK, ...doc.data }, theirs: { ...BLANK, ...theirs.data } };
  byId("conflict-trouble").textContent = "";
  byId("conflict-title").textContent = best(doc.data.title) || say("record.untitled");
  byId("conflict-who").textContent = say("conflict.who", { who: best(theirs.by), when: moment(theirs.at) });
  byId("differences").replaceChildren(...names().map(lineOf));
  byId("conflict-same").hidden = names().length > 0;
  return true;
}

function chosen() {
  const data = { ...open.theirs };
  for (const name of names()) {
    if (form.querySelector(`input[name="choose-${name}"]:checked`).value === "mine") data[name] = open.mine[name];
  }
  return data;
}

function chooseAll(whose) {
  form.querySelectorAll(`input[value="${whose}"]`).forEach((choice) => {
    choice.checked = true;
  });
}
byId("choose-mine").addEventListener("click", () => chooseAll("mine"));
byId("choose-theirs").addEventListener("click", () => chooseAll("theirs"));

// One's own version, where something of it was not chosen.
const leftOf = (data) => (differing(data, open.mine).length ? open.mine : null);

// Saves the choice; where something of one's own was left out, it stays as a draft.
export async function settle() {
  const { store, doc, theirs } = open;
  const { record, inspection, submit } = doc;
  const data = chosen();
  const { version } = doc.theirs;
  if (!differing(data, theirs).length) return takeTheirs(store, record, version);
  return saveRecord(store, { record, inspection, data, submit, shown: version, seen: version, left: leftOf(data) });
}

// The choice goes into the form, to be worked on before it is saved.
export async function settleInForm() {
  const { store, doc } = open;
  const { record, inspection, submit, theirs } = doc;
  const data = chosen();
  await draftChoice(store, { record, inspection, submit, data, left: leftOf(data), seen: theirs.version });
  return record;
}
