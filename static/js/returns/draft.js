// What stands in the form of a section, as the content of the section, and back. An input is named by its address;
// names that begin with "page:" belong to the page. The same cleaning as findings/forms/filling.py.
const LINE_ENDS = /\r\n|[\r\x0b\x0c\x85\u2028\u2029]/g;
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const BLANKS = /[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g;

export function tidy(text) {
  const lines = text.replace(LINE_ENDS, "\n").replace(UNSEEN, "").split("\n");
  return lines.map((line) => line.replace(BLANKS, " ").trim()).join("\n").replace(/^\n+|\n+$/g, "");
}

export function paragraphs(text) {
  const content = {};
  tidy(text).split("\n").filter(Boolean).forEach((line, place) => {
    content[`p${place + 1}`] = line;
  });
  return content;
}

const isOwn = (name) => name && !name.startsWith("page:") && name !== "csrfmiddlewaretoken";

function lists(form) {
  return new Set([...form.querySelectorAll("[data-files]")].map((place) => place.dataset.files));
}

// Every address that the page shows.
export function shown(form) {
  const inputs = [...form.elements].filter((one) => one.matches("input, select, textarea") && isOwn(one.name));
  return new Set([...inputs.map((one) => one.name), ...lists(form)]);
}

// The whole section: what the page shows as it stands there, everything else as it is in `under`.
export function contentOf(form, under) {
  if (form.dataset.kind === "text") return paragraphs(form.elements["page:text"].value);
  const content = { ...under };
  const files = lists(form);
  shown(form).forEach((name) => delete content[name]);
  for (const [name, value] of new FormData(form)) {
    if (!isOwn(name)) continue;
    if (files.has(name)) content[name] = [...(content[name] || []), value];
    else if (tidy(value)) content[name] = tidy(value);
  }
  return content;
}

// Put `content` into the fields of the page.
export function fill(form, content) {
  if (form.dataset.kind === "text") {
    const numbers = Object.keys(content).map((name) => Number(name.slice(1))).sort((one, other) => one - other);
    form.elements["page:text"].value = numbers.map((number) => content[`p${number}`]).join("\n");
    return;
  }
  const files = lists(form);
  for (const name of shown(form)) {
    if (files.has(name)) continue;
    const field = form.elements[name];
    const value = content[name] || "";
    if (field instanceof RadioNodeList) field.forEach((radio) => { radio.checked = radio.value === value; });
    else if (field.type === "radio") field.checked = field.value === value;
    else if (tidy(field.value) !== value) field.value = value;
  }
}

// Two contents or values are the same, in whatever order their addresses stand.
export function same(one, other) {
  const ordered = (value) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? JSON.stringify(Object.keys(value).sort().map((name) => [name, value[name]]))
      : JSON.stringify(value);
  return ordered(one || "") === ordered(other || "");
}

// Whether the page can show `content`: no finding is gone that stands here, and no file came or went elsewhere.
export function fits(form, content) {
  const rows = [...form.querySelectorAll('[name="page:shown"]')].map((one) => one.value);
  const here = contentOf(form, {});
  return rows.every((row) => (content.rows || []).includes(row)) && [...lists(form)].every((name) => same(here[name], content[name]));
}

// The token of the session as it is now: who signed in again in another window has another one than the page.
export function token(form) {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie ? decodeURIComponent(cookie.slice("csrftoken=".length)) : form.elements.csrfmiddlewaretoken.value;
}
