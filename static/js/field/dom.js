// Pieces of the page: what the shell brings along in its <template>s is cloned and filled, never built from strings.
export const byId = (id) => document.getElementById(id);

export function clone(name) {
  return byId(`piece-${name}`).content.firstElementChild.cloneNode(true);
}

// The element in `root` that is marked data-at="name".
export function at(root, name) {
  return root.querySelector(`[data-at="${name}"]`);
}

// Sets the texts of `root`: {title: "…"} goes to data-at="title"; an empty text hides its place.
export function put(root, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const place = at(root, name);
    place.textContent = text;
    place.hidden = !text;
  }
  return root;
}

// Puts `lines` into `list`. Where the same stand there already they stay: put anew in the middle of a click they would
// swallow it, and the cursor would be lost.
export function renew(list, lines) {
  const before = Array.from(list.children);
  const same = lines.length === before.length && lines.every((line, place) => line.isEqualNode(before[place]));
  if (!same) list.replaceChildren(...lines);
}

export function option(value, text) {
  const made = document.createElement("option");
  made.value = value === null ? "" : String(value);
  made.textContent = text;
  return made;
}

export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// A question with two answers, in the dialog of the shell; Safari 15.0 and Firefox 91 have no <dialog>.
export function agree(question) {
  const dialog = byId("confirm");
  if (!dialog.showModal) return Promise.resolve(window.confirm(question));
  byId("confirm-text").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
