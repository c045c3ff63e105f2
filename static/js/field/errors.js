// What is wrong, at the top with a way to the field, as on every page of the site.
import { at, byId } from "./dom.js";
import { form } from "./form.js";
import { best } from "./words.js";

const summary = byId("entry-errors");

// The field that `name` speaks of: "title", "title.zh", "figures.0.zh", "articles".
function placeOf(name) {
  const listed = /^(figures|evidence)\.(\d+)(?:\.(\w+))?/.exec(name);
  const row = listed && byId(listed[1]).children[Number(listed[2])];
  if (row) return at(row, listed[3] || "") || row.querySelector("input, select");
  if (name.startsWith("articles")) return byId("article-number");
  const fields = form.elements;
  const found = fields[name] || fields[`${name}_zh`] || fields[name.replace(".", "_")];
  return found instanceof RadioNodeList ? found[0] : found;
}

function wayTo(place, words) {
  place.setAttribute("aria-invalid", "true");
  place.setAttribute("aria-describedby", "entry-errors-list");
  const link = document.createElement("a");
  link.href = `#${place.id}`;
  link.textContent = words;
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address says which record is open
    const fold = place.closest("details");
    if (fold) fold.open = true;
    place.focus();
  });
  return link;
}

export function showErrors(errors) {
  form.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  });
  const lines = errors.map(({ field, message }) => {
    const line = document.createElement("li");
    const place = field ? placeOf(field) : null;
    line.append(place ? wayTo(place, best(message)) : best(message));
    return line;
  });
  byId("entry-errors-list").replaceChildren(...lines);
  summary.hidden = !errors.length;
}

export function focusErrors() {
  summary.focus();
}
