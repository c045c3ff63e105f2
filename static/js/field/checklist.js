// 出发前检查: what must be in order before the network is left behind, and what to do where it is not.
import { at, byId, clone, put, renew } from "./dom.js";
import { isKept } from "./installed.js";
import { kits, knownInspections } from "./kit.js";
import { best, moment, say, size } from "./words.js";

const ENOUGH = 300 * 1024 * 1024; // bytes free: some hundred photos
const SKEW = 120; // seconds between the clocks that nobody need care about

const line = (name, tone, words) => ({ name, tone, words });

async function storage() {
  if (!navigator.storage || !navigator.storage.persisted) return [line("persisted", "warn", say("check.persisted.unknown"))];
  const persisted = await navigator.storage.persisted();
  const lines = [line("persisted", persisted ? "ok" : "warn", say(persisted ? "check.persisted.ok" : "check.persisted.no"))];
  if (!navigator.storage.estimate) return lines;
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  const free = quota - usage;
  return [...lines, line("space", free >= ENOUGH ? "ok" : "warn", say(free >= ENOUGH ? "check.space.ok" : "check.space.no", { free: size(free) }))];
}

function clock(person) {
  if (!person) return line("clock", "warn", say("check.clock.unknown"));
  const skew = Math.round((person.asked - Date.parse(person.now)) / 1000);
  if (Math.abs(skew) <= SKEW) return line("clock", "ok", say("check.clock.ok"));
  return line("clock", "warn", say(skew > 0 ? "check.clock.fast" : "check.clock.slow", { n: Math.round(Math.abs(skew) / 60) }));
}

function installed() {
  const standalone = window.matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  return line("installed", standalone ? "ok" : "info", say(standalone ? "check.installed.ok" : "check.installed.no"));
}

async function data(store) {
  const [rows, kept] = [await knownInspections(store), await kits(store)];
  if (!rows.length) return [line("data", "warn", say("check.data.none"))];
  return rows.map((row) => {
    const kit = kept.find((one) => one.code === row.code);
    const words = kit ? say("check.data.ok", { title: best(row.title), when: moment(kit.fetched) }) : say("check.data.no", { title: best(row.title) });
    return line("data", kit ? "ok" : "warn", words);
  });
}

function waiting(counts) {
  return line("pending", counts.pending ? "warn" : "ok", counts.pending ? say("pending", { n: counts.pending }) : say("nothing"));
}

export async function showChecklist(store, person, counts) {
  const kept = await isKept();
  const lines = [
    line("shell", kept ? "ok" : "warn", say(kept ? "check.shell.ok" : "check.shell.no")),
    ...(await data(store)),
    ...(await storage()),
    clock(person),
    installed(),
    waiting(counts),
  ];
  const drawn = lines.map(({ name, tone, words }) => {
    const row = put(clone("check"), { name: say(`check.${name}`), words });
    row.dataset.tone = tone;
    at(row, "verdict").textContent = say(`verdict.${tone}`);
    return row;
  });
  renew(byId("checklist"), drawn);
}

// Asks the browser not to throw the records away when space runs short: by a button, as some ask the person first.
export async function persist() {
  if (navigator.storage && navigator.storage.persist) await navigator.storage.persist().catch(() => false);
}
