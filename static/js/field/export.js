// All that waits, as one file: for when a device fails or the network never comes. Works with nothing waiting too.
// The file may reach the server before the device does: from now on its changes are not altered any more, as if sent.
import { freeze, wire } from "./outbox.js";
import { answer } from "./store.js";

function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

export async function exportFile(store) {
  await freeze(store).catch(() => null); // on a full disk nothing can be altered either
  const [ops, photos] = await store.read(async (stores) => [
    await answer(stores.ops.getAll()),
    (await answer(stores.blobs.getAll())).filter((blob) => blob.state !== "draft"),
  ]);
  const blobs = [];
  for (const { id, name, digest, media_type, blob } of photos) {
    blobs.push({ id, name, digest, media_type, base64: await base64(blob) });
  }
  const made = new Date().toISOString();
  const content = { format: "zhijian-field/1", user: store.user, made, operations: ops.map(wire), blobs };
  const file = new Blob([JSON.stringify(content)], { type: "application/json" });
  return { file, name: `zhijian-field-${made.slice(0, 19).replace(/[:T]/g, "-")}.json` };
}
