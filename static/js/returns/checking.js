// What is wrong with what is being typed, and how a figure is understood, beside the field; the rules are the server's.
import { contentOf, tidy, token } from "./draft.js";

const PAUSE = 800; // milliseconds after the last key

function line(kind, sentence) {
  const made = document.getElementById(`said-${kind}`).content.firstElementChild.cloneNode(true);
  made.querySelector("span").textContent = sentence;
  return made;
}

function mark(place, isWrong) {
  place.classList.toggle(place.matches("td") ? "cell-invalid" : "field-invalid", isWrong);
  for (const field of place.querySelectorAll("input[type=text], textarea, select")) {
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

// An empty field that nobody has touched is not wrong yet: the page says so when the section is called finished.
function show(form, touched, content, found) {
  const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  for (const place of form.querySelectorAll("[data-field]")) {
    const address = place.dataset.field;
    const said = document.getElementById(`e-${address}`);
    const isFilled = Boolean(content[address.slice(address.indexOf(".") + 1)]);
    if (!touched.has(address) && !isFilled && !said.childElementCount) continue;
    const faults = found.faults.filter((fault) => fault.address === address);
    const sentences = faults.map((fault) => line(fault.severity, fault.message[language] || fault.message.zh));
    if (sentences.map((one) => one.textContent.trim()).join() !== [...said.children].map((one) => one.textContent.trim()).join()) {
      said.replaceChildren(...sentences);
    }
    mark(place, faults.some((fault) => fault.severity === "error"));
    const understood = document.getElementById(`u-${address}`);
    if (understood) understood.textContent = found.understood[address] || "";
  }
}

// Up, down and Enter go from cell to cell, as in a spreadsheet.
function walk(event) {
  const cell = event.target.closest("[data-grid] td");
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (!cell || !step || event.isComposing || event.target.type !== "text") return;
  event.preventDefault();
  const row = cell.parentElement;
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  const field = next && next.children[cell.cellIndex] && next.children[cell.cellIndex].querySelector("input[type=text]");
  if (field) {
    field.focus();
    field.select();
  }
}

function count(form) {
  const words = document.getElementById("text-count");
  if (!words) return;
  const lines = tidy(form.elements["page:text"].value).split("\n").filter(Boolean);
  const characters = lines.join("").replace(/\s/g, "").length;
  words.textContent = words.dataset.words.replace("{paragraphs}", lines.length).replace("{characters}", characters);
}

export function checking(form) {
  const touched = new Set();
  let timer = 0;
  let asked = 0;

  async function ask() {
    asked += 1;
    const question = asked;
    const content = contentOf(form, JSON.parse(form.elements["page:seen"].value || "{}"));
    try {
      const answer = await fetch(form.dataset.check, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(form) },
        body: JSON.stringify({ section: form.dataset.section, content }),
      });
      if (answer.ok && question === asked) show(form, touched, content, await answer.json());
    } catch (error) {
      // without a network nothing is checked; saving says so
    }
  }

  function later(event) {
    count(form);
    if (event.isComposing) return; // half-typed pinyin is no answer
    const place = event.target.closest && event.target.closest("[data-field]");
    if (place) touched.add(place.dataset.field);
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  }

  for (const name of ["input", "compositionend", "restored", "filechange"]) form.addEventListener(name, later);
  form.addEventListener("keydown", walk);
  count(form);
}
