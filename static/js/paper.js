// Paper shows what a fold hides: open every <details> for printing, and close those again that were closed.
let opened = [];

window.addEventListener("beforeprint", () => {
  opened = Array.from(document.querySelectorAll("details:not([open])"));
  opened.forEach((fold) => fold.setAttribute("open", ""));
});
window.addEventListener("afterprint", () => {
  opened.forEach((fold) => fold.removeAttribute("open"));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
