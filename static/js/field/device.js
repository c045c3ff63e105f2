// Who uses this device, and who else has records on it: numbers of people, no names, no content. They stand in a database,
// as the records do: of localStorage a browser that is killed may have nothing on the disk. There is only a copy, which
// tells the other pages at once.
import { answer } from "./store.js";

const BASE = "zhijian-field-device";
export const CURRENT = "zhijian-field-user"; // "" from signing out on: then nobody, whatever else is written
const KNOWN = "zhijian-field-users";
const ROW = "users";

function openBase(isWritten) {
  const request = indexedDB.open(BASE, 1);
  request.onupgradeneeded = () => {
    if (isWritten) request.result.createObjectStore(ROW, { keyPath: "key" });
    else request.transaction.abort(); // a device on which nobody has been yet stays as it is
  };
  return answer(request);
}

const copied = () => ({
  current: Number(localStorage.getItem(CURRENT)) || null,
  known: (localStorage.getItem(KNOWN) || "").split(" ").map(Number).filter(Boolean),
});

async function read() {
  try {
    const base = await openBase(false);
    const kept = answer(base.transaction(ROW).objectStore(ROW).get(ROW));
    base.close(); // once it is read
    return (await kept) || copied();
  } catch (error) {
    return copied(); // of the time before there was a database, or of a browser that keeps none
  }
}

async function write(alter) {
  const base = await openBase(true);
  const transaction = base.transaction(ROW, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const store = transaction.objectStore(ROW);
  base.close(); // once it is written
  const kept = (await answer(store.get(ROW))) || copied();
  store.put({ ...kept, ...alter(kept), key: ROW });
  await done;
}

export async function currentUser() {
  return localStorage.getItem(CURRENT) === "" ? null : (await read()).current;
}

export async function knownUsers() {
  return (await read()).known;
}

export async function setCurrentUser(id) {
  const { current, known } = await read();
  if (current !== id || !known.includes(id)) {
    if (current) localStorage.setItem(CURRENT, ""); // were the disk full, the one before would be shown
    await write((kept) => ({ current: id, known: [...new Set([...kept.known, id])] }));
  }
  if (localStorage.getItem(CURRENT) !== String(id)) localStorage.setItem(CURRENT, String(id));
}

// After signing out the shell shows nothing of anybody; a queue that is left waits for its owner.
export async function signOut() {
  localStorage.setItem(CURRENT, "");
  await write(() => ({ current: null }));
}

export function forgetUser(id) {
  return write(({ known }) => ({ known: known.filter((one) => one !== id) }));
}

// By how many milliseconds the clock of the device was ahead when the server was last heard of.
const SKEW = "zhijian-field-skew";

export function setSkew(milliseconds) {
  localStorage.setItem(SKEW, String(milliseconds));
}

export const serverTime = () => new Date(Date.now() - (Number(localStorage.getItem(SKEW)) || 0));
