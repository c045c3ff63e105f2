// What is typed and not yet confirmed by the server, on this device: one entry for each page of a section and person.
const PREFIX = "zhijian-return:";
const LONGEST = 30 * 24 * 3600 * 1000; // milliseconds after which what nobody asked for is removed

const name = (page, section, part) => `${PREFIX}${page.dataset.user}:${page.dataset.return}:${section}:${part}`;

function names() {
  try {
    return Object.keys(window.localStorage).filter((key) => key.startsWith(PREFIX));
  } catch (error) {
    return []; // a browser that keeps nothing
  }
}

export function keep(page, form, entry) {
  try {
    window.localStorage.setItem(name(page, form.dataset.section, form.dataset.part), JSON.stringify(entry));
    return true;
  } catch (error) {
    return false;
  }
}

export function kept(page, form) {
  try {
    return JSON.parse(window.localStorage.getItem(name(page, form.dataset.section, form.dataset.part)));
  } catch (error) {
    return null;
  }
}

export function drop(page, section, part) {
  const gone = part ? name(page, section, part) : name(page, section, "");
  names().filter((key) => (part ? key === gone : key.startsWith(gone))).forEach((key) => window.localStorage.removeItem(key));
}

// The server said in the address that a section was saved: what this device still holds of it is not needed.
export function settle(page) {
  const address = new URL(window.location.href);
  const saved = address.searchParams.get("saved");
  if (saved) {
    drop(page, saved);
    address.searchParams.delete("saved");
    window.history.replaceState(null, "", address);
  }
  for (const key of names()) {
    try {
      const { at } = JSON.parse(window.localStorage.getItem(key));
      if (Date.now() - Date.parse(at) < LONGEST) continue;
    } catch (error) {
      // no entry of ours
    }
    window.localStorage.removeItem(key);
  }
}
