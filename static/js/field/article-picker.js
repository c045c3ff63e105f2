// An article is found by its number: "21" shows 第二十一条 of each law of the inspection, "20-1" an inserted one.
import { at, byId, clone } from "./dom.js";
import { best, say } from "./words.js";

const field = byId("article-number");
const found = byId("article-found");
const list = byId("articles");
const MOST = 8;
let articles = [];
let chosen = [];

const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));
const nameOf = (article) => `${best(article.instrument)} ${best(article.label)}`.trim();

function pick(article) {
  if (!chosen.includes(article.id)) chosen.push(article.id);
  field.value = "";
  draw();
  field.focus();
  changed();
}

function unpick(id) {
  chosen = chosen.filter((one) => one !== id);
  draw();
  field.focus();
  changed();
}

// 21, 第21条, 20-1, 20之1; other words are looked for in the subject and the name.
export function matching(typed, rows) {
  const words = typed.trim().replace(/[第条條\s]/g, "");
  if (!words) return [];
  const number = /^(\d+)(?:(?:-|之)(\d+)?)?$/.exec(words);
  if (!number) return rows.filter((row) => [row.subject.zh, row.subject.en, row.label.zh].join(" ").includes(typed.trim()));
  const insertion = number[2] === undefined ? null : Number(number[2]);
  return rows.filter((row) => row.number === Number(number[1]) && (insertion === null || row.insertion === insertion));
}

function offer() {
  const rows = matching(field.value, articles).filter((row) => !chosen.includes(row.id));
  const offered = rows.slice(0, MOST).map((row) => {
    const line = clone("article-offer");
    at(line, "name").textContent = nameOf(row);
    at(line, "subject").textContent = best(row.subject);
    at(line, "add").addEventListener("click", () => pick(row));
    return line;
  });
  found.replaceChildren(...offered);
  byId("article-none").hidden = !field.value.trim() || rows.length > 0;
}

function draw() {
  const lines = chosen.map((id) => articles.find((row) => row.id === id)).filter(Boolean).map((row) => {
    const line = clone("article");
    at(line, "name").textContent = nameOf(row);
    at(line, "subject").textContent = best(row.subject);
    at(line, "remove").setAttribute("aria-label", say("article.remove", { name: nameOf(row) }));
    at(line, "remove").addEventListener("click", () => unpick(row.id));
    return line;
  });
  list.replaceChildren(...lines);
  offer();
}

export function setArticles(rows) {
  articles = rows;
}

export function writeArticles(ids) {
  chosen = ids.slice();
  field.value = "";
  draw();
}

export const readArticles = () => chosen.slice();

field.addEventListener("input", (event) => {
  event.stopPropagation(); // looking for an article changes nothing yet
  if (!event.isComposing) offer();
});
field.addEventListener("compositionend", offer);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  const rows = matching(field.value, articles).filter((row) => !chosen.includes(row.id));
  if (rows.length === 1) pick(rows[0]);
});
