// What the server answered becomes what the device knows. A change leaves the queue only when it is known to have arrived.
import { filesOf, operationsOf } from "./outbox.js";
import { answer } from "./store.js";

// The photos of a change that arrived are sent next; the bytes of those that the server says it keeps may go. What it does
// not speak of, because somebody took it out meanwhile, is sent too: the refusal names it, and it stays here.
async function announce(blobs, op, arrived) {
  for (const id of filesOf(op.data)) {
    const blob = await answer(blobs.get(id));
    if (!blob || blob.state === "draft") continue;
    if (arrived[id] === blob.digest) blobs.delete(id);
    else blobs.put({ ...blob, state: "announced" });
  }
}

// What the server never could judge before a later change of the record arrived: that one holds everything it held, and
// sent after it, it would be in conflict with its own person.
async function forgetEarlier(ops, op) {
  for (const earlier of await operationsOf(ops, op.record)) {
    if (earlier.seq < op.seq) ops.delete(earlier.seq);
  }
}

// A later change of the same record holds everything this one held: it answers for both.
function handOver(ops, op, later, version) {
  ops.delete(op.seq);
  if (later && !later.sent) {
    const onto = version === null ? { parent: op.parent } : { base: version, parent: null };
    ops.put({ ...later, ...onto });
  }
}

async function applied({ docs, ops, blobs }, op, later, result) {
  handOver(ops, op, later, result.version);
  await forgetEarlier(ops, op);
  await announce(blobs, op, result.arrived || {});
  const doc = await answer(docs.get(op.record));
  const known = { version: result.version, code: result.code, url: result.url, state: result.state, known: op.data };
  const settled = later ? {} : { status: "uploaded", uploaded: new Date().toISOString(), errors: [], theirs: null };
  docs.put({ ...doc, ...known, ...settled });
}

// Neither version is overwritten: the person chooses.
async function conflicting({ docs, ops }, op, later, result) {
  if (later) return handOver(ops, op, later, null);
  const { theirs } = result;
  ops.put({ ...op, state: "conflict", theirs });
  const doc = await answer(docs.get(op.record));
  return docs.put({ ...doc, status: "conflict", theirs });
}

async function refused({ docs, ops }, op, later, result) {
  if (later) return handOver(ops, op, later, null);
  ops.put({ ...op, state: "refused" });
  const doc = await answer(docs.get(op.record));
  return docs.put({ ...doc, status: "refused", errors: result.errors || [] });
}

const OUTCOMES = { applied, conflict: conflicting, refused };

export function applyResults(store, results) {
  return store.change(async (stores) => {
    for (const result of results) {
      const op = (await answer(stores.ops.getAll())).find((one) => one.id === result.id);
      const outcome = OUTCOMES[result.status];
      if (!op || !outcome) continue;
      const later = (await operationsOf(stores.ops, op.record)).find((one) => one.seq > op.seq);
      await outcome(stores, op, later, result);
    }
  });
}

// The change could not even be judged (the server failed on it alone): it stays, with what is known.
export function troubled(store, op, status) {
  return store.change(async ({ docs }) => {
    const doc = await answer(docs.get(op.record));
    if (doc) docs.put({ ...doc, trouble: status });
  });
}

// Takes the next changes out to be sent; from then on they are never changed, only sent again.
export function takeNext(store, after, most) {
  return store.change(async ({ ops }) => {
    const next = (await answer(ops.getAll())).filter((op) => op.state === "waiting" && op.seq > after).slice(0, most);
    next.filter((op) => !op.sent).forEach((op) => ops.put({ ...op, sent: true }));
    return next;
  });
}

export function announcedPhotos(store) {
  return store.read(async ({ blobs }) => {
    const photos = await answer(blobs.getAll());
    return photos.filter((blob) => blob.state === "announced" && !blob.refusal);
  });
}

export function photoArrived(store, id) {
  return store.change(async ({ blobs }) => {
    blobs.delete(id);
  });
}

export function photoRefused(store, id, detail) {
  return store.change(async ({ blobs }) => {
    const blob = await answer(blobs.get(id));
    if (blob) blobs.put({ ...blob, refusal: detail || { zh: "", en: "" } });
  });
}
