// The records of this device: drafts, what waits, what arrived; each with what is known of it.
import { at, byId, clone, put, renew } from "./dom.js";
import { recordsOf } from "./outbox.js";
import { best, moment, say } from "./words.js";

const LISTS = ["drafts", "waiting", "uploaded"];

function titleOf(data) {
  return best(data.title) || say("record.untitled");
}

function photosOf(doc) {
  const all = doc.data.evidence.filter((one) => one.digest).length;
  if (!all) return "";
  const missing = doc.photos.length;
  return missing ? say("photos.missing", { n: missing, all }) : say("photos.all", { n: all });
}

// One line that says where a saved record stands; `tone` gives colour and mark, the words say the same.
function standing(doc) {
  if (doc.status === "conflict") return { tone: "err", words: say("state.conflict") };
  if (doc.status === "refused") return { tone: "err", words: say("state.refused") };
  if (doc.ops.length) return { tone: "warn", words: say("state.waiting") };
  if (doc.photos.length) return { tone: "warn", words: say("state.photos") };
  return { tone: "ok", words: doc.status === "server" ? say("state.server") : say("state.uploaded") };
}

function messagesOf(doc) {
  const refusals = doc.photos.filter((photo) => photo.refusal).map((photo) => `${photo.name}: ${best(photo.refusal) || say("photo.refused")}`);
  const trouble = doc.trouble && doc.ops.length ? [say("state.trouble", { status: doc.trouble })] : [];
  return [...(doc.errors || []).map((error) => best(error.message)), ...refusals, ...trouble].join(" ");
}

function lineOf(record, title, meta, way) {
  const line = clone("record");
  put(line, { meta: meta.filter(Boolean).join(" · "), message: "" });
  const link = at(line, "title");
  link.textContent = title;
  link.href = way;
  line.dataset.record = record;
  return line;
}

function draftLine(draft) {
  const meta = [say("draft.at", { when: moment(draft.at) }), draft.superseded && say("draft.superseded")];
  const line = lineOf(draft.record, titleOf(draft.data), meta, `#record-${draft.record}`);
  at(line, "state").textContent = say("state.draft");
  line.dataset.tone = "neutral";
  return line;
}

function docLine(doc) {
  const saved = doc.saved && say("record.saved", { when: moment(doc.saved) });
  const isConflict = doc.status === "conflict";
  const line = lineOf(doc.record, titleOf(doc.data), [saved, photosOf(doc)], `#${isConflict ? "conflict" : "record"}-${doc.record}`);
  const { tone, words } = standing(doc);
  line.dataset.tone = tone;
  at(line, "state").textContent = words;
  put(line, { message: messagesOf(doc) });
  const site = at(line, "site");
  site.hidden = !doc.url || doc.pending;
  if (doc.url) site.href = doc.url;
  return line;
}

const newest = (one, other) => ((one.saved || "") < (other.saved || "") ? 1 : -1);

export async function showRecords(store, code) {
  const { drafts, docs } = await recordsOf(store, code);
  const lines = {
    drafts: drafts.map(draftLine),
    waiting: docs.filter((doc) => doc.pending).sort(newest).map(docLine),
    uploaded: docs.filter((doc) => !doc.pending).sort(newest).map(docLine),
  };
  for (const name of LISTS) {
    renew(byId(`list-${name}`), lines[name]);
    byId(`count-${name}`).textContent = String(lines[name].length);
    byId(`none-${name}`).hidden = lines[name].length > 0;
  }
}
