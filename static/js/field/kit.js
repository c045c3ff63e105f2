// What an inspection offers to choose from, kept on the device; and one's own findings that may be worked on.
import * as api from "./api.js";
import { operationsOf } from "./outbox.js";
import { answer } from "./store.js";

const keyOf = (code) => `kit ${code}`;
const INSPECTIONS = "inspections";

export function kitOf(store, code) {
  return store.read(({ meta }) => answer(meta.get(keyOf(code))));
}

export function knownInspections(store) {
  return store.read(async ({ meta }) => ((await answer(meta.get(INSPECTIONS))) || { rows: [] }).rows);
}

export function kits(store) {
  return store.read(async ({ meta }) => (await answer(meta.getAll())).filter((one) => one.key.startsWith("kit ")));
}

export async function fetchInspections(store) {
  const rows = await api.inspections();
  await store.change(async ({ meta }) => {
    meta.put({ key: INSPECTIONS, rows });
  });
  return rows;
}

export async function fetchKit(store, code) {
  const lists = await api.lists(code);
  const kit = { key: keyOf(code), code, lists, fetched: new Date().toISOString() };
  await store.change(async (stores) => {
    stores.meta.put(kit);
    for (const finding of lists.findings) await adopt(stores, code, finding);
    await letGo(stores, code, lists.findings.map((finding) => finding.uuid));
  });
  return kit;
}

// What was left aside in a conflict says itself on which version it rests.
const isIdle = async ({ ops, drafts }, record) =>
  !(await operationsOf(ops, record)).length && !(await answer(drafts.get(record)));

// The server's version of one's own finding; what was changed here and is not sent yet stands.
async function adopt(stores, inspection, finding) {
  const record = finding.uuid;
  const doc = await answer(stores.docs.get(record));
  if (!(await isIdle(stores, record)) || (doc && doc.version > finding.version)) return;
  const { version, code, state, data } = finding;
  const status = doc ? doc.status : "server";
  const adopted = doc && doc.version === version ? doc.adopted : version;
  stores.docs.put({ ...doc, record, inspection, version, adopted, code, state, data, known: data, status, errors: [], theirs: null });
}

// What only came along to be worked on, and is no longer offered for that.
async function letGo(stores, inspection, offered) {
  for (const doc of await answer(stores.docs.getAll())) {
    const isOver = doc.inspection === inspection && doc.status === "server" && !offered.includes(doc.record);
    if (isOver && (await isIdle(stores, doc.record))) stores.docs.delete(doc.record);
  }
}

// The last choice of the form, to be prefilled: the next finding is mostly of the same unit.
export function remember(store, code, choice) {
  return store.change(async ({ meta }) => {
    meta.put({ key: `last ${code}`, ...choice });
  });
}

export function remembered(store, code) {
  return store.read(async ({ meta }) => (await answer(meta.get(`last ${code}`))) || {});
}
