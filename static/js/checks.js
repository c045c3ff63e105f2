// New results arrive by themselves, but never over a reason that somebody is just writing: then a line says they are there.
function isBeingWritten(results) {
  return Array.from(results.querySelectorAll("details[open] textarea")).some(
    (field) => field === document.activeElement || field.value.trim() !== "",
  );
}

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const results = event.detail.target;
  if (!results || results.id !== "check-results" || !isBeingWritten(results)) return;
  event.detail.shouldSwap = false;
  const line = document.createElement("p");
  line.className = "check-held";
  line.setAttribute("role", "status");
  results.before(line);
  line.textContent = results.dataset.held;
});

// The field for the reason is there to be written in at once.
document.addEventListener(
  "toggle",
  (event) => {
    const field = event.target.matches(".check-waive[open]") && event.target.querySelector("textarea");
    if (field) field.focus();
  },
  true,
);

// After a result was let stand or opened again, the reader stands at it; without a reason, at the field that lacks it.
document.addEventListener("htmx:afterSettle", (event) => {
  const result = event.detail.elt;
  if (!result.matches(".check")) return;
  const field = result.querySelector("[aria-invalid]");
  result.setAttribute("tabindex", "-1");
  (field || result).focus();
});

// Whoever comes back to a result that was let stand finds it open.
const hash = window.location.hash;
const wanted = hash.length > 1 && document.getElementById(hash.slice(1));
const fold = wanted && wanted.closest("details");
if (fold) {
  fold.open = true;
  wanted.scrollIntoView();
}
