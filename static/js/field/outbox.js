// Saving: the change to send, the record as it is now and its photos, in one transaction.
import { uuid } from "./ids.js";
import { answer } from "./store.js";

const WIRE = ["id", "record", "inspection", "base", "parent", "made_at", "submit", "data"];
const DAY = 24 * 60 * 60 * 1000;
export const KEEP_DAYS = 7; // how long the text of an uploaded record stays on the device

// A change as the server takes it, without what only the device knows.
export function wire(op) {
  const sent = {};
  for (const name of WIRE) sent[name] = op[name];
  return sent;
}

// From now on the changes that wait are only sent again, never altered: what is typed later is a change of its own.
export function freeze(store) {
  return store.change(async ({ ops }) => {
    (await answer(ops.getAll())).filter((op) => !op.sent).forEach((op) => ops.put({ ...op, sent: true }));
  });
}

export const filesOf = (data) => data.evidence.filter((one) => one.digest).map((one) => one.id);

export async function operationsOf(ops, record) {
  return answer(ops.index("record").getAll(record)); // in the order of their numbers
}

// On which version the next change rests. A change whose answer is still out names itself as the parent: if it did
// arrive, the server lifts `base` to what it made, and nobody is in conflict with herself.
// `shown` is the version with which the form was opened: what came from elsewhere since (`adopted`) she has not read.
// `seen` is the version of somebody else that she had before her eyes when she chose.
function originOf(doc, last, shown, seen) {
  if (!last && !doc) return { base: 0, parent: null };
  if (!last) return { base: shown !== null && shown < (doc.adopted || 0) ? shown : doc.version, parent: null };
  if (last.state === "conflict" && last.theirs.version === seen) return { base: seen, parent: null };
  if (last.state !== "waiting") return { base: last.base, parent: last.parent };
  return { base: last.base, parent: last.id };
}

// Saves what was typed. Resolves after the disk has it. `draft`: under which name it was typed, null where it was not;
// `left`: what the person wrote and did not take, which stays as a draft of its own.
export function saveRecord(store, { record, inspection, data, submit, shown = null, seen = null, draft = null, left = null }) {
  return store.change(async ({ docs, ops, blobs, drafts }) => {
    const doc = await answer(docs.get(record));
    const all = await operationsOf(ops, record);
    const last = all[all.length - 1];
    const now = new Date().toISOString();
    const content = { record, inspection, data, made_at: now };
    if (last && last.state === "waiting" && !last.sent) {
      ops.put({ ...last, ...content, submit });
    } else {
      if (last && last.state !== "waiting") ops.delete(last.seq);
      const inherited = Boolean(last && last.submit);
      const change = { id: uuid(), state: "waiting", sent: false, submit: submit || inherited };
      ops.add({ ...content, ...change, ...originOf(doc, last, shown, seen) });
    }
    const state = { saved: now, status: "waiting", errors: [], theirs: null, trouble: 0 };
    docs.put({ version: 0, ...doc, record, inspection, data, submit, ...state });
    if (draft) drafts.delete(draft);
    if (left) await setAside(drafts, { record, inspection, submit, data: left, shown: seen });
    await settleBlobs({ blobs, drafts }, record, filesOf(data));
  });
}

const belongsTo = (draft, record) => draft.record === record || draft.of === record;

async function draftsOf(drafts, record) {
  return (await answer(drafts.getAll())).filter((draft) => belongsTo(draft, record));
}

// Under a name of its own: what is typed of the record later, or left aside in a further conflict, does not overwrite it.
async function setAside(drafts, { record, data, ...rest }) {
  const words = JSON.stringify(data);
  const known = (await draftsOf(drafts, record)).some((draft) => JSON.stringify(draft.data) === words);
  if (!known) drafts.put({ ...rest, record: uuid(), of: record, data, at: new Date().toISOString(), superseded: true });
}

// Photos of what was saved wait for their turn, those that only a draft shows do not; those of nobody any more are let go.
async function settleBlobs({ blobs, drafts }, record, wanted) {
  const typed = (await draftsOf(drafts, record)).flatMap((draft) => filesOf(draft.data));
  for (const blob of await answer(blobs.index("record").getAll(record))) {
    if (wanted.includes(blob.id)) {
      if (blob.state === "draft") blobs.put({ ...blob, state: "saved" });
    } else if (typed.includes(blob.id)) blobs.put({ ...blob, state: "draft" });
    else blobs.delete(blob.id);
  }
}

export function saveDraft(store, draft) {
  return store.change(async ({ drafts }) => {
    drafts.put({ ...draft, at: new Date().toISOString() });
  });
}

// A photo is on the disk before the form shows it.
export function keepBlob(store, blob) {
  return store.change(async ({ blobs }) => {
    blobs.put({ ...blob, state: "draft" });
  });
}

// Throws `draft` of `record` away, with the photos that nothing else shows.
export function dropDraft(store, record, draft = record) {
  return store.change(async ({ drafts, blobs }) => {
    drafts.delete(draft);
    const typed = (await draftsOf(drafts, record)).flatMap((other) => filesOf(other.data));
    for (const blob of await answer(blobs.index("record").getAll(record))) {
      if (blob.state === "draft" && !typed.includes(blob.id)) blobs.delete(blob.id);
    }
  });
}

// The choice in a conflict goes into the form: a draft of what was chosen, and aside whatever of one's own is not in it.
export function draftChoice(store, { record, inspection, submit, data, left, seen }) {
  return store.change(async ({ drafts }) => {
    const basis = { inspection, submit, shown: seen };
    const typed = await answer(drafts.get(record));
    if (typed) await setAside(drafts, { ...basis, record, data: typed.data });
    if (left) await setAside(drafts, { ...basis, record, data: left });
    drafts.put({ ...basis, record, data, seen, at: new Date().toISOString() });
  });
}

// Somebody else's version is taken, as it was `seen`. One's own stays behind as a draft until it is thrown away. Nothing
// happens where the conflict is no longer that one: it was settled in another page, or there is a further version.
export function takeTheirs(store, record, seen) {
  return store.change(async ({ docs, ops, blobs, drafts }) => {
    const doc = await answer(docs.get(record));
    const all = await operationsOf(ops, record);
    const { theirs } = doc;
    if (!theirs || theirs.version !== seen || !all.length) return;
    await setAside(drafts, { record, inspection: doc.inspection, data: doc.data, submit: doc.submit, shown: seen });
    all.forEach((op) => ops.delete(op.seq));
    const taken = { data: theirs.data, known: theirs.data, version: theirs.version, adopted: theirs.version };
    docs.put({ ...doc, ...taken, status: "uploaded", uploaded: new Date().toISOString(), theirs: null });
    for (const blob of await answer(blobs.index("record").getAll(record))) {
      if (!filesOf(theirs.data).includes(blob.id)) blobs.put({ ...blob, state: "draft" });
    }
  });
}

const isWaiting = (blob) => blob.state !== "draft";

// How much is on the device that the server has not confirmed: records, not changes or photos.
export function countsOf(store) {
  return store.read(async ({ ops, blobs, drafts }) => {
    const queue = await answer(ops.getAll());
    const photos = (await answer(blobs.getAll())).filter(isWaiting);
    const records = (rows) => new Set(rows.map((row) => row.record)).size;
    return {
      pending: records([...queue, ...photos]),
      photos: photos.length,
      drafts: await answer(drafts.count()),
      conflicts: records(queue.filter((op) => op.state === "conflict")),
      refused: records([...queue.filter((op) => op.state === "refused"), ...photos.filter((blob) => blob.refusal)]),
    };
  });
}

// Everything on the device, for the lists: each record with its changes, photos and draft.
export function recordsOf(store, inspection) {
  return store.read(async ({ docs, ops, blobs, drafts }) => {
    const [saved, queue, photos, typed] = await Promise.all([docs, ops, blobs, drafts].map((one) => answer(one.getAll())));
    const mine = (row) => row.inspection === inspection;
    const of = (rows, record) => rows.filter((row) => row.record === record);
    return {
      drafts: typed.filter(mine),
      docs: saved.filter(mine).map((doc) => {
        const waiting = of(queue, doc.record);
        const missing = of(photos.filter(isWaiting), doc.record);
        return { ...doc, ops: waiting, photos: missing, pending: waiting.length + missing.length > 0 };
      }),
    };
  });
}

// What arrived long enough ago leaves the device.
export function purge(store, now = Date.now()) {
  return store.change(async ({ docs, ops, blobs, drafts }) => {
    for (const doc of await answer(docs.getAll())) {
      if (!doc.uploaded || now - Date.parse(doc.uploaded) < KEEP_DAYS * DAY) continue;
      const open = [
        ...(await operationsOf(ops, doc.record)),
        ...(await answer(blobs.index("record").getAll(doc.record))),
        ...(await draftsOf(drafts, doc.record)),
      ];
      if (!open.length) docs.delete(doc.record);
    }
  });
}

// Before somebody signs out: only what is not on the server stays.
export function tidy(store) {
  return store.change(async ({ docs, ops, blobs, drafts, meta }) => {
    const kept = new Set();
    for (const rows of [ops, blobs, drafts]) (await answer(rows.getAll())).forEach((row) => kept.add(row.of || row.record));
    for (const doc of await answer(docs.getAll())) {
      if (!kept.has(doc.record)) docs.delete(doc.record);
    }
    meta.clear();
  });
}
