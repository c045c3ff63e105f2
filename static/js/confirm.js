// A form (or one of its buttons) with data-confirm asks before it is sent; data-confirm-tone="seal" for what cannot be undone.
const dialog = document.getElementById("confirm");
const agreed = new WeakSet();

function ask(question, tone) {
  if (!dialog || !dialog.showModal) return Promise.resolve(window.confirm(question)); // Firefox 91, Safari 15.0
  dialog.querySelector("#confirm-text").textContent = question;
  dialog.dataset.tone = tone || "";
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function send(form, button) {
  agreed.add(form);
  if (form.requestSubmit) form.requestSubmit(button);
  else if (button) button.click(); // Safari 15 has no requestSubmit
  else form.submit();
}

// In the capture phase, so that htmx does not hear of the submit before the answer.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const source = event.submitter && event.submitter.dataset.confirm ? event.submitter : form;
    if (!source.dataset.confirm) return;
    if (agreed.has(form)) {
      agreed.delete(form);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    ask(source.dataset.confirm, source.dataset.confirmTone).then((yes) => yes && send(form, event.submitter));
  },
  true,
);
