// A button with data-copy puts that text on the clipboard and says so; without a secure origin it uses the old command.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("readonly", "");
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  copy(button.dataset.copy).then((done) => {
    const words = button.querySelector("span");
    if (!done || !words || words.dataset.before) return;
    words.dataset.before = words.textContent;
    words.textContent = button.dataset.copied;
    window.setTimeout(() => {
      words.textContent = words.dataset.before;
      delete words.dataset.before;
      button.focus();
    }, 2000);
  });
});
