// What a finding rests on: of which kind, from where, and a photo where there is one. None is ever asked for.
import { at, byId, clone, option } from "./dom.js";
import { sha256, uuid } from "./ids.js";
import { keepBlob } from "./outbox.js";
import { prepare } from "./photos.js";
import { answer } from "./store.js";
import { best, say, size } from "./words.js";

const list = byId("evidence");
const note = byId("photo-note");
const ON_THE_SPOT = "inspection";
let kinds = [];
let number = 0;

const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));

function label(row) {
  number += 1;
  row.querySelectorAll("[data-at]").forEach((field) => {
    field.id = `evidence-${number}-${field.dataset.at}`;
    const words = row.querySelector(`[data-for="${field.dataset.at}"]`);
    if (words) words.htmlFor = field.id;
  });
}

function showPhoto(row, entry, blob) {
  const place = at(row, "photo");
  place.hidden = false;
  at(row, "name").textContent = `${entry.name} · ${size(entry.size)}`;
  at(row, "where").textContent = say(blob ? "photo.here" : "photo.there");
  const picture = at(row, "picture");
  picture.hidden = !blob;
  if (!blob) return;
  picture.src = URL.createObjectURL(blob);
  picture.onload = () => URL.revokeObjectURL(picture.src);
}

function add(entry, blob) {
  const row = clone("evidence");
  row.entry = entry;
  label(row);
  at(row, "kind").replaceChildren(...kinds.map((kind) => option(kind.key, best(kind.label))));
  at(row, "kind").value = entry.kind;
  at(row, "source").value = entry.source.zh;
  if (entry.digest) showPhoto(row, entry, blob);
  at(row, "remove").addEventListener("click", () => {
    row.remove();
    byId("evidence-add").focus();
    changed();
  });
  list.append(row);
  return row;
}

export function setKinds(rows) {
  kinds = rows;
}

export async function writeEvidence(store, rows) {
  const blobs = await store.read(({ blobs: kept }) => Promise.all(rows.map((row) => (row.id ? answer(kept.get(row.id)) : null))));
  list.replaceChildren();
  note.textContent = "";
  rows.forEach((row, place) => add(row, blobs[place] && blobs[place].blob));
}

export function readEvidence() {
  return Array.from(list.children, (row) => ({
    ...row.entry,
    kind: at(row, "kind").value,
    source: { ...row.entry.source, zh: at(row, "source").value.trim() },
  }));
}

async function take(store, record, file, limits) {
  const asItIs = byId("photo-original").checked && limits.photo_types.includes(file.type);
  const { blob, name } = await prepare(file, asItIs);
  if (blob.size > limits.photo_bytes) throw new Error("large");
  const entry = {
    id: uuid(), kind: ON_THE_SPOT, source: { zh: "", en: "" },
    name, digest: await sha256(blob), size: blob.size, media_type: blob.type,
  };
  await keepBlob(store, { id: entry.id, record, name, digest: entry.digest, media_type: entry.media_type, size: entry.size, blob });
  add(entry, blob);
}

// Several photos may be chosen at once; one that cannot be read does not hold up the others.
export async function takePhotos(store, record, files, limits) {
  note.textContent = say("photo.busy");
  const trouble = [];
  for (const file of files) {
    try {
      await take(store, record, file, limits);
    } catch (error) {
      const word = { unreadable: "photo.unreadable", large: "photo.large" }[error.message] || "photo.failed";
      trouble.push(say(word, { name: file.name, most: size(limits.photo_bytes) }));
    }
  }
  note.textContent = trouble.join(" ") || say("photo.kept");
  note.dataset.tone = trouble.length ? "err" : "ok";
  changed();
}

byId("evidence-add").addEventListener("click", () => {
  const row = add({ id: uuid(), kind: ON_THE_SPOT, source: { zh: "", en: "" }, name: "", digest: "", size: 0, media_type: "" });
  at(row, "kind").focus();
  changed();
});
