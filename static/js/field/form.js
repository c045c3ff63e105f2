// The form of a finding: what is typed as the data that travels, and back.
import { readArticles, setArticles, writeArticles } from "./article-picker.js";
import { byId, option } from "./dom.js";
import { readEvidence, setKinds, writeEvidence } from "./evidence.js";
import { readFigures, writeFigures } from "./figures.js";
import { isCount, proposed } from "./ladder.js";
import { best, say, today } from "./words.js";

export const form = byId("entry");
const field = form.elements;
let lists = null;

export const BLANK = {
  kind: "problem", title: { zh: "", en: "" }, facts: { zh: "", en: "" }, actor: { zh: "", en: "" }, actor_internal: "",
  quantity_word: "", counted: null, counted_of: null, suggestion: "", may_be_named: false, found_on: null,
  visit: null, unit: null, place: null, focus_point: null, articles: [], figures: [], evidence: [],
};
const TEXTS = ["title", "facts", "actor"];
const NUMBERS = ["counted", "counted_of", "visit", "unit", "focus_point"]; // counts and keys

// --- What there is to choose from ---

function fill(select, rows, value, text) {
  const before = select.value;
  select.replaceChildren(option(null, say("choose.none")), ...rows.map((row) => option(value(row), text(row))));
  select.value = before;
  if (select.selectedIndex < 0) select.value = "";
}

const visitOf = (id) => lists.visits.find((visit) => String(visit.id) === String(id));
const allUnits = () => [...lists.visits.flatMap((visit) => visit.units), ...lists.units];
export const unitOf = (id) => allUnits().find((unit) => String(unit.id) === String(id));

// Those of the visit that is chosen, and those that belong to none.
function unitsShown() {
  const visit = visitOf(field.visit.value);
  return visit ? [...visit.units, ...lists.units] : allUnits();
}

// Two words may share their English: 有的 and 一些 are both "some".
const wordOf = (one) => (best(one.label) === one.word ? one.word : `${best(one.label)} (${one.word})`);

function fillUnits() {
  fill(field.unit, unitsShown(), (unit) => unit.id, (unit) => best(unit.name));
}

export function setLists(given) {
  lists = given;
  fill(field.visit, lists.visits, (visit) => visit.id, (visit) => best(visit.label));
  fillUnits();
  fill(field.place, lists.places, (place) => place.code, (place) => best(place.name));
  fill(field.focus_point, lists.focus_points, (focus) => focus.id, (focus) => `${focus.order}. ${best(focus.title)}`);
  fill(field.quantity_word, lists.words, (one) => one.word, wordOf);
  setArticles(lists.articles);
  setKinds(lists.evidence_kinds);
}

// While one record makes way for another nothing can be typed: it would be lost.
export async function held(work) {
  const open = Array.from(form.elements).filter((element) => !element.disabled);
  for (const element of open) element.disabled = true;
  try {
    return await work();
  } finally {
    for (const element of open) element.disabled = false;
  }
}

// --- Between the form and the data ---

export async function writeForm(store, data) {
  const whole = { ...BLANK, ...data };
  field.kind.value = whole.kind;
  for (const name of TEXTS) {
    field[`${name}_zh`].value = whole[name].zh;
    field[`${name}_en`].value = whole[name].en;
  }
  field.visit.value = whole.visit === null ? "" : whole.visit;
  fillUnits();
  for (const name of NUMBERS) field[name].value = whole[name] === null ? "" : whole[name];
  for (const name of ["actor_internal", "suggestion", "quantity_word"]) field[name].value = whole[name];
  field.found_on.value = whole.found_on || "";
  field.place.value = whole.place || "";
  field.may_be_named.checked = whole.may_be_named;
  byId("english").open = TEXTS.some((name) => whole[name].en);
  writeArticles(whole.articles);
  writeFigures(whole.figures);
  await writeEvidence(store, whole.evidence);
  sayCount();
}

const numberOf = (name) => (field[name].value.trim() === "" ? null : Number(field[name].value));

export function readForm() {
  const data = { kind: field.kind.value, may_be_named: field.may_be_named.checked };
  for (const name of TEXTS) data[name] = { zh: field[`${name}_zh`].value.trim(), en: field[`${name}_en`].value.trim() };
  for (const name of NUMBERS) data[name] = numberOf(name);
  for (const name of ["actor_internal", "suggestion", "quantity_word"]) data[name] = field[name].value.trim();
  data.found_on = field.found_on.value || null;
  data.place = field.place.value || null;
  return { ...data, articles: readArticles(), figures: readFigures(), evidence: readEvidence() };
}

// A new finding: of the unit of the last one, and of today where today is one of the days.
export function fresh(last) {
  const visit = visitOf(last.visit) ? last.visit : null;
  const unit = unitOf(last.unit) ? last.unit : null;
  return { ...BLANK, found_on: dayWithin(visitOf(visit)), visit, unit, place: last.place || null, ...namesOf(unit) };
}

function dayWithin(visit) {
  const { starts, ends } = visit && visit.starts ? visit : lists.inspection;
  const day = today();
  return (starts && day < starts) || (ends && day > ends) ? null : day;
}

function namesOf(id) {
  const unit = unitOf(id);
  return unit ? { actor_internal: unit.name.zh, actor: { ...BLANK.actor, ...unit.published } } : {};
}

// Whether anybody wrote anything: what is prefilled does not count.
export function isBlank(data) {
  const words = [data.title.zh, data.title.en, data.facts.zh, data.facts.en, data.suggestion, data.quantity_word];
  const rows = [data.articles, data.figures, data.evidence];
  return !words.some(Boolean) && !rows.some((row) => row.length) && data.counted === null && data.counted_of === null;
}

// --- What follows from what ---

function sayCount() {
  const [part, whole] = [numberOf("counted"), numberOf("counted_of")];
  const word = lists && isCount(part, whole) ? proposed(lists.words, part, whole) : "";
  const rung = word && lists.words.find((one) => one.word === word);
  byId("count-word").textContent = word ? say("count.word", { part, whole, word: wordOf(rung) }) : "";
  return word;
}

// A word somebody chose herself stays; one that was proposed follows the count.
let proposal = "";
function proposeWord() {
  const word = sayCount();
  if (field.quantity_word.value === "" || field.quantity_word.value === proposal) field.quantity_word.value = word;
  proposal = word;
}

field.counted.addEventListener("input", proposeWord);
field.counted_of.addEventListener("input", proposeWord);
field.visit.addEventListener("change", () => {
  fillUnits();
  const visit = visitOf(field.visit.value);
  if (visit && visit.place) field.place.value = visit.place.code;
});
field.unit.addEventListener("change", () => {
  const names = namesOf(field.unit.value);
  field.actor_internal.value = names.actor_internal || "";
  for (const lang of ["zh", "en"]) field[`actor_${lang}`].value = (names.actor && names.actor[lang]) || "";
});
