// The shell: whose device it is, which page of it is open, and when to send.
import { whoami } from "./api.js";
import { openConflict, settle, settleInForm } from "./conflict.js";
import { persist, showChecklist } from "./checklist.js";
import { CURRENT, currentUser, knownUsers, setCurrentUser, setSkew } from "./device.js";
import { byId, download } from "./dom.js";
import { makeDrain } from "./drain.js";
import { closeEntry, flush, openEntry, openNew, openRecord, refreshLists } from "./entry.js";
import { exportFile } from "./export.js";
import { install, uninstall } from "./installed.js";
import { fetchInspections, fetchKit, kitOf } from "./kit.js";
import { isNews } from "./news.js";
import { countsOf, purge } from "./outbox.js";
import { showRecords } from "./records.js";
import { showInspections } from "./start.js";
import { showStatus } from "./status.js";
import { answer, openStore } from "./store.js";
import { best, say } from "./words.js";

const PAGES = ["page-door", "page-start", "page-entry", "page-conflict", "page-trouble"];
const PATIENCE = 4000; // milliseconds until a server that does not answer counts as none
const FINAL = [403, 404]; // of the lists of an inspection, in the site's own words: asking again will not help
const TROUBLES = { unreachable: "kit.missing", failed: "kit.later" }; // where there are no lists yet
const NOTHING = { pending: 0, photos: 0, drafts: 0, conflicts: 0, refused: 0 };
const code = (/^\/field\/([-\w]+)\/$/.exec(window.location.pathname) || [])[1] || "";
let store = null;
let isAsking = true; // who is here: until that is known nobody is sent to the door
let person = null;
let state = "asking";
let greeted = 0; // whose lists were asked for since the page opened
let trouble = "";
let isBroken = false; // the browser keeps nothing: a private window, or a switched-off storage

// --- What is shown ---

function turnTo(page) {
  for (const id of PAGES) byId(id).hidden = id !== page;
}

async function othersWaiting() {
  let waiting = 0;
  for (const user of isBroken ? [] : (await knownUsers()).filter((id) => !store || id !== store.user)) {
    const other = await openStore(user);
    waiting += (await countsOf(other)).pending;
    other.close();
  }
  return waiting;
}

async function draw() {
  const counts = store ? await countsOf(store) : { ...NOTHING, unread: isBroken };
  showStatus(state, counts, await othersWaiting(), store && store.user);
  if (!store) return;
  if (code) await showRecords(store, code);
  else {
    await showInspections(store, redraw);
    await showChecklist(store, person, counts);
  }
}

// One after another: an older count never overwrites a newer one. Whoever asks while one waits for its turn shares it.
let drawing = Promise.resolve();
let nextDrawing = null;
function redraw() {
  if (nextDrawing) return nextDrawing;
  const mine = drawing.catch(() => null).then(() => {
    nextDrawing = null;
    return draw();
  });
  drawing = mine;
  nextDrawing = mine;
  return mine;
}

async function showName() {
  const known = await store.read(({ meta }) => answer(meta.get("person")));
  byId("field-person").textContent = known ? best(known.name) : "";
}

// #record-… and #conflict-… name what of the inspection is open; nothing is the form as it was left.
async function showWhatIsNamed() {
  const [, kind, record] = /^#(record|conflict)-([-\w]+)$/.exec(window.location.hash) || [];
  const kit = await kitOf(store, code);
  const isTyped = kind === "record" && (await store.read(({ drafts }) => answer(drafts.get(record))));
  if (kind && !isTyped && (await openConflict(store, record, kit.lists))) return turnTo("page-conflict");
  turnTo("page-entry");
  return kind ? openRecord(record) : null;
}

// Where there are no lists to choose from. It goes on being said as the sending stands, not as it stood.
function sayTrouble() {
  const words = store ? TROUBLES[state] || "kit.busy" : "send.asking";
  byId("trouble-words").textContent = trouble || say(words);
}

async function open() {
  if (isBroken) {
    byId("trouble-words").textContent = say("store.none");
    return turnTo("page-trouble");
  }
  if (!store && isAsking) {
    sayTrouble();
    return turnTo("page-trouble");
  }
  if (!store) return turnTo("page-door");
  if (!code) return turnTo("page-start");
  const kit = await kitOf(store, code);
  sayTrouble();
  if (!kit) return turnTo("page-trouble");
  byId("entry-inspection").textContent = best(kit.lists.inspection.title);
  await openEntry(store, code, afterChange);
  return showWhatIsNamed();
}

async function afterChange(saved) {
  await redraw();
  if (saved) send();
}

// --- Whose device it is ---

async function switchTo(user) {
  await closeEntry();
  if (store) store.close();
  store = null;
  try {
    store = await openStore(user);
  } catch (error) {
    isBroken = true;
    await open();
    throw error;
  }
  await purge(store).catch(() => null); // on a full disk, too, the page opens
}

// The server names the person (null: nobody is signed in). Another one than before sees her own records only.
async function onPerson(found) {
  if (!found) {
    person = null;
    if (store && !(await currentUser())) window.location.reload(); // signed out in another page
    return store;
  }
  person = found;
  document.documentElement.dataset.fz = found.font_size;
  if (found.offline) install(redraw);
  else await uninstall();
  const isAnother = !store || store.user !== found.user.id;
  if (isAnother) await switchTo(found.user.id);
  await setCurrentUser(found.user.id);
  setSkew(found.asked - Date.parse(found.now));
  await store.change(async ({ meta }) => {
    meta.put({ key: "person", name: found.user.name });
  });
  await showName();
  const isFirst = await greet(found.user.id);
  if (isAnother || isFirst) await open(); // once: opened again, the form would lose what was typed in between
  return store;
}

// Once a page: the lists as they are now. Whoever has them works with what she has until then; whether there were none.
async function greet(user) {
  if (greeted === user) return false;
  greeted = user;
  const had = code && (await kitOf(store, code));
  try {
    await fetchInspections(store);
    const kit = code && (await fetchKit(store, code));
    if (kit && had) refreshLists(kit.lists);
    trouble = "";
  } catch (error) {
    const isFinal = error.detail && FINAL.includes(error.status);
    if (!isFinal) greeted = 0;
    trouble = isFinal ? best(error.detail) : error.status ? say("kit.later") : "";
  }
  return Boolean(code && !had);
}

// --- Buttons ---

const send = makeDrain({
  onPerson,
  onChange: redraw,
  onState: (now) => {
    state = now;
    if (!isBroken) sayTrouble();
    redraw();
  },
});

byId("field-send").addEventListener("click", send);
byId("field-export").addEventListener("click", async () => {
  if (!store) return;
  const { file, name } = await exportFile(store);
  download(file, name);
});
byId("check-again").addEventListener("click", async () => {
  await persist();
  greeted = 0;
  await send();
});
byId("new-record").addEventListener("click", async () => {
  window.history.replaceState(null, "", window.location.pathname);
  turnTo("page-entry");
  await openNew();
  byId("title_zh").focus(); // before anybody can type: later it would take the cursor out of another field
  await redraw();
});

// What cannot be written down is said where the choice was made.
async function choose(work) {
  try {
    return await work();
  } catch (error) {
    byId("conflict-trouble").textContent = say("error.disk", { why: error.message || error.name });
    throw error;
  }
}

byId("conflict").addEventListener("submit", async (event) => {
  event.preventDefault();
  await choose(settle);
  window.location.hash = "";
  await afterChange(true);
});
byId("conflict-edit").addEventListener("click", async () => {
  window.location.hash = `#record-${await choose(settleInForm)}`;
});
window.addEventListener("hashchange", async () => {
  if (!store || !code) return;
  await flush();
  await showWhatIsNamed();
  byId("content").focus(); // before anybody can type: later it would take the cursor out of the form
  window.scrollTo(0, 0);
  await redraw();
});
window.addEventListener("storage", (event) => {
  if (event.key === CURRENT && !event.newValue) window.location.reload();
  if (isNews(event)) redraw();
});

// A page that the browser kept aside may show somebody who has signed out since.
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());

// --- Beginning ---

// Whether the records of `known` may be shown before the sending asks who is here: not where somebody else has signed in.
// Where the server does not answer, or nobody is signed in any more, she is taken to be the one she was.
async function isStill(known) {
  if (!navigator.onLine) return true;
  const late = new Promise((resolve) => {
    window.setTimeout(resolve, PATIENCE);
  });
  const found = await Promise.race([whoami().catch(() => null), late]);
  return !found || found.user.id === known;
}

async function begin() {
  const known = await currentUser();
  if (known && (await isStill(known))) {
    await switchTo(known).then(showName).catch(() => null); // what is wrong is on the page
  }
  await open();
  await redraw();
  install(redraw);
  await send();
  isAsking = false;
  if (!store) await open();
}

begin();
