// The first page: which inspection, and whether the device is ready to leave the network.
import { persist } from "./checklist.js";
import { at, byId, clone, put, renew } from "./dom.js";
import { fetchKit, kits, knownInspections } from "./kit.js";
import { best, moment, say } from "./words.js";

let mine = null; // the store of whoever is here

async function fetchOne(store, code, button, redraw) {
  button.disabled = true;
  byId("start-note").textContent = say("kit.busy");
  persist();
  try {
    await fetchKit(store, code);
    byId("start-note").textContent = say("kit.done");
  } catch (error) {
    byId("start-note").textContent = say(error.status ? "kit.refused" : "kit.unreachable");
  }
  button.disabled = false;
  await redraw();
}

export async function showInspections(store, redraw) {
  mine = store;
  const [rows, kept] = [await knownInspections(store), await kits(store)];
  const drawn = rows.map((row) => {
    const kit = kept.find((one) => one.code === row.code);
    const card = clone("inspection");
    put(card, { title: best(row.title), kept: kit ? say("kit.kept", { when: moment(kit.fetched) }) : say("kit.none") });
    at(card, "open").href = `/field/${row.code}/`;
    at(card, "fetch-words").textContent = say(kit ? "kit.again" : "kit.fetch");
    at(card, "fetch").addEventListener("click", () => fetchOne(mine, row.code, at(card, "fetch"), redraw));
    card.dataset.tone = kit ? "ok" : "warn";
    return card;
  });
  renew(byId("inspections"), drawn);
  byId("inspections-none").hidden = rows.length > 0;
}
