// Sums of the quotas while they are typed, and a file that is too large is named before it is sent.
const form = document.querySelector("[data-draw]");

function numberIn(input) {
  return /^\d+$/.test(input.value) ? Number(input.value) : 0;
}

function sum(inputs) {
  return Array.from(inputs).reduce((total, input) => total + numberIn(input), 0);
}

function addUp() {
  form.querySelectorAll("[data-row]").forEach((row) => {
    const cell = row.querySelector("[data-row-sum]");
    if (cell) cell.textContent = String(sum(row.querySelectorAll("[data-column]")));
  });
  form.querySelectorAll("[data-column-sum]").forEach((cell) => {
    cell.textContent = String(sum(form.querySelectorAll(`[data-column="${cell.dataset.columnSum}"]`)));
  });
  const whole = form.querySelector("[data-sum]");
  if (whole) whole.textContent = String(sum(form.querySelectorAll("[data-column]")));
}

function fill(event) {
  const each = form.querySelector("[name=each]");
  if (!/^\d+$/.test(each.value)) return; // the server says what is wrong with it
  event.preventDefault();
  form.querySelectorAll("[data-column]").forEach((input) => {
    input.value = String(Math.min(Number(each.value), Number(input.max)));
  });
  addUp();
}

if (form) {
  form.addEventListener("input", addUp);
  form.querySelector("[name=fill]").addEventListener("click", fill);
  // Enter in the field of the common number means that number, not the whole form.
  form.querySelector("[name=each]").addEventListener("keydown", (event) => event.key === "Enter" && fill(event));
}

const file = document.querySelector("input[type=file][data-largest]");
const said = document.getElementById("too-large");
if (file && said) {
  file.addEventListener("change", () => {
    const chosen = file.files && file.files[0];
    const tooLarge = Boolean(chosen) && chosen.size > Number(file.dataset.largest);
    said.hidden = !tooLarge;
    said.textContent = tooLarge ? file.dataset.tooLarge : "";
    file.setCustomValidity(said.textContent);
  });
}
