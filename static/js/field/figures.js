// Figures as they are typed: what is counted, and 1000余万 just so. The server reads them and says what it cannot read.
import { at, byId, clone } from "./dom.js";

const list = byId("figures");
const BLANK = { code: null, what: { zh: "", en: "" }, zh: "", en: "" };
let number = 0;

const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));

function add(figure) {
  const row = clone("figure");
  number += 1;
  row.entry = figure;
  for (const name of ["what", "zh"]) {
    at(row, name).id = `figure-${number}-${name}`;
    row.querySelector(`[data-for="${name}"]`).htmlFor = at(row, name).id;
  }
  at(row, "what").value = figure.what.zh;
  at(row, "zh").value = figure.zh;
  at(row, "remove").addEventListener("click", () => {
    row.remove();
    byId("figure-add").focus();
    changed();
  });
  list.append(row);
  return row;
}

export function writeFigures(rows) {
  list.replaceChildren();
  rows.forEach(add);
}

// A line without a figure says nothing.
export function readFigures() {
  const rows = Array.from(list.children, (row) => ({
    ...row.entry,
    what: { ...row.entry.what, zh: at(row, "what").value.trim() },
    zh: at(row, "zh").value.trim(),
  }));
  return rows.filter((row) => row.zh || row.en || row.what.zh);
}

byId("figure-add").addEventListener("click", () => {
  at(add(BLANK), "what").focus();
  changed();
});
