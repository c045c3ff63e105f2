// Files of a return in pieces. Takes over links with data-upload (the address that takes files) and data-address (where
// in the return the file belongs); says `zj:file-added` {address, key, name} when one is there. Without this, or where
// the browser cannot make digests, the link leads to a plain form.
import { sha256, uuid } from "../field/ids.js";

const SHORTEST = 1000; // milliseconds before the next try after a lost connection, doubled up to LONGEST
const LONGEST = 30_000;
const lists = new Map(); // address of uploads → what the server says is on its way, with the words of the page
let line = Promise.resolve(); // one file after another: a thin line carries one best
let busy = 0;

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const pause = (milliseconds) => new Promise((resolve) => window.setTimeout(resolve, milliseconds));
const inPageLanguage = (text) => (document.documentElement.lang.startsWith("en") ? text.en || text.zh : text.zh);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function bytes(number) {
  return number < 1_048_576 ? `${(number / 1024).toFixed(1)} KB` : `${(number / 1_048_576).toFixed(1)} MB`;
}

function token() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  const field = document.querySelector('[name="csrfmiddlewaretoken"]');
  return cookie ? decodeURIComponent(cookie.slice("csrftoken=".length)) : field ? field.value : "";
}

// --- The server -------------------------------------------------------------------------------------------------------

class Refused extends Error {
  constructor(status, body) {
    super(`${status}`);
    Object.assign(this, { status, body });
  }
}

async function ask(address, method = "GET", headers = {}, body = undefined) {
  const said = { ...headers, ...(method === "GET" ? {} : { "X-CSRFToken": token() }) };
  const reply = await fetch(address, { method, body, headers: said, cache: "no-store", credentials: "same-origin", redirect: "error" });
  const answer = await reply.json().catch(() => null);
  if (!reply.ok) throw new Refused(reply.status, answer || {});
  if (!answer && reply.status !== 204) throw new Error("not our server"); // the page of a hotel's network, say
  return answer;
}

// Everything but a refusal of the file itself passes by: a lost connection, a busy or restarting server.
function passes(error) {
  return !(error instanceof Refused) || error.status >= 500 || error.status === 429 || error.status === 408;
}

async function patiently(work, told) {
  for (let wait = SHORTEST; ; wait = Math.min(wait * 2, LONGEST)) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error)) throw error;
      told();
      await Promise.race([pause(wait), new Promise((resolve) => window.addEventListener("online", resolve, { once: true }))]);
    }
  }
}

// Announce the file and send what is missing, piece by piece, from wherever the server is by now.
async function send(address, file, digest, key, show, chunk) {
  const announcement = JSON.stringify({ uuid: key, name: file.name, size: file.size, digest });
  const told = () => show("offline");
  let there = await patiently(() => ask(address, "POST", { "Content-Type": "application/json" }, announcement), told);
  while (!there.done) {
    show("sending", there.received);
    const begin = there.received;
    const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(begin) };
    try {
      there = await patiently(() => ask(`${address}/${key}`, "PUT", headers, file.slice(begin, begin + chunk)), told);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409 || !("received" in error.body)) throw error;
      there = { received: error.body.received, done: false }; // an answer was lost, or another device is sending too
    }
  }
}

// --- What this device began: key → where in the return it belongs ---------------------------------------------------------

function begun(address) {
  try {
    return JSON.parse(window.localStorage.getItem(`zj-uploads:${address}`)) || {};
  } catch (error) {
    return {};
  }
}

function remember(address, key, place) {
  const known = begun(address);
  if (place) known[key] = place;
  else delete known[key];
  try {
    window.localStorage.setItem(`zj-uploads:${address}`, JSON.stringify(known));
  } catch (error) {
    // Without a memory the file is found again by its digest.
  }
}

// --- On the page ------------------------------------------------------------------------------------------------------------

function added(control, key, name) {
  const detail = { address: control.dataset.address, key, name };
  control.dispatchEvent(new CustomEvent("zj:file-added", { bubbles: true, detail }));
}

function isNamed(key) {
  return Boolean(document.querySelector(`input[value="${key}"]`));
}

function row(list, words, name, size) {
  const item = element("li", "row");
  const bar = element("progress");
  const word = element("span", "muted", words.waiting);
  const label = element("span", "list-title", name);
  Object.assign(bar, { max: Math.max(size, 1), value: 0 });
  bar.setAttribute("aria-label", name);
  word.setAttribute("role", "status");
  item.append(label, bar, word);
  list.append(item);
  return {
    item,
    show(state, received) {
      if (received !== undefined) bar.value = received;
      if (word.dataset.state !== state) word.textContent = words[state];
      word.dataset.state = state;
    },
    end(sentence, isWrong) {
      bar.remove();
      word.textContent = sentence;
      word.className = isWrong ? "field-error" : "muted";
    },
  };
}

function button(text, name, act) {
  const made = element("button", "btn btn-second", text);
  made.type = "button";
  made.append(element("span", "visually-hidden", ` ${name}`));
  made.addEventListener("click", act);
  return made;
}

async function bring(control, list, file, known) {
  const address = control.dataset.upload;
  const { words } = known;
  const shown = row(list, words, file.name, file.size);
  if (file.size > known.largest) return shown.end(filled(words.large, { limit: bytes(known.largest) }), true);
  let key = "";
  try {
    const digest = await sha256(file);
    const coming = known.uploads.find((one) => one.digest === digest && one.size === file.size);
    key = coming ? coming.uuid : uuid();
    list.querySelectorAll(`[data-key="${key}"]`).forEach((one) => one.remove());
    remember(address, key, control.dataset.address);
    await send(address, file, digest, key, shown.show, known.chunk);
  } catch (error) {
    if (key && error instanceof Refused && error.status !== 401) remember(address, key, "");
    const detail = error instanceof Refused && error.body.detail ? inPageLanguage(error.body.detail) : error.message;
    shown.end(filled(words.failed, { reason: detail }), true);
    shown.item.append(button(words.retry, file.name, () => { shown.item.remove(); queue(control, list, [file], known); }));
    return undefined;
  }
  shown.end(words.done, false);
  known.uploads = known.uploads.filter((one) => one.uuid !== key);
  added(control, key, file.name);
  remember(address, key, "");
  if (isNamed(key)) shown.item.remove(); // the page shows it among its files now
  return undefined;
}

function queue(control, list, files, known) {
  for (const file of files) {
    busy += 1;
    line = line.then(() => bring(control, list, file, known)).catch(() => {}).then(() => { busy -= 1; });
  }
}

// What was begun before this page was opened: a whole file is added, of the others it is said what is missing.
async function resume(control, list, known) {
  const address = control.dataset.upload;
  const mine = begun(address);
  const first = document.querySelector(`[data-upload="${address}"]`) === control;
  for (const one of known.uploads) {
    if (mine[one.uuid] ? mine[one.uuid] !== control.dataset.address : !first) continue;
    const item = element("li", "row");
    item.dataset.key = one.uuid;
    item.append(element("span", "list-title", one.name), element("span", "", filled(known.words.missing, { missing: bytes(one.missing) })));
    item.append(button(known.words.forget, one.name, () => { remember(address, one.uuid, ""); item.remove(); }));
    list.append(item);
  }
  const coming = new Set(known.uploads.map((one) => one.uuid));
  for (const key of Object.keys(mine)) {
    if (mine[key] !== control.dataset.address || coming.has(key)) continue;
    const there = await ask(`${address}/${key}`).catch((error) => (error.status === 404 ? {} : null));
    if (there && there.done && !isNamed(key)) added(control, key, there.name);
    if (there) remember(address, key, "");
  }
}

function listOf(address) {
  if (!lists.has(address)) lists.set(address, ask(address));
  return lists.get(address);
}

async function takeOver(control) {
  const known = await listOf(control.dataset.upload);
  const field = element("input", "visually-hidden");
  const list = element("ul", "plain uploads");
  Object.assign(field, { type: "file", multiple: true, tabIndex: -1 });
  field.accept = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx";
  field.setAttribute("aria-hidden", "true");
  control.after(field);
  (control.closest("p") || control).after(list);
  control.setAttribute("role", "button");
  control.addEventListener("click", (event) => {
    event.preventDefault();
    field.click();
  });
  control.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    field.click();
  });
  field.addEventListener("change", () => {
    queue(control, list, [...field.files], known);
    field.value = "";
  });
  await resume(control, list, known);
}

window.addEventListener("beforeunload", (event) => {
  if (!busy) return;
  event.preventDefault();
  event.returnValue = "";
});

if (window.crypto && window.crypto.subtle) {
  // After the page's own modules listen; where the server does not answer, the link stays a link.
  window.addEventListener("load", () => document.querySelectorAll("[data-upload]").forEach((one) => takeOver(one).catch(() => {})));
}
