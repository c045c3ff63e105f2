// Many check boxes at once: two buttons for a set that carries their words; without scripts each box is ticked by itself.
for (const set of document.querySelectorAll("fieldset[data-all]")) {
  const boxes = [...set.querySelectorAll('input[type="checkbox"]')];
  if (boxes.length < 3) continue;
  const row = document.createElement("div");
  row.className = "boxes-all";
  for (const [words, checked] of [[set.dataset.all, true], [set.dataset.none, false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-second";
    button.textContent = words;
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = checked;
    });
    row.append(button);
  }
  set.querySelector(".boxes-grid").before(row);
}
