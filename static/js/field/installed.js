// The worker that keeps the shell on the device. A new one waits until the person says so: never in the middle of a form.
import { byId } from "./dom.js";

const WORKER = "/sw.js";
const SCOPE = "/field/";

function offer(registration) {
  const bar = byId("update");
  bar.hidden = false;
  byId("update-now").onclick = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
    if (registration.waiting) registration.waiting.postMessage("take over");
    else window.location.reload(); // another page has asked it in already
  };
}

function watch(worker, registration) {
  worker.addEventListener("statechange", () => {
    if (worker.state === "installed" && navigator.serviceWorker.controller) offer(registration);
  });
}

// A worker that could not fetch all it keeps is thrown away by the browser; `ready` would then never come.
function failure(worker) {
  return new Promise((resolve, reject) => {
    if (worker) worker.addEventListener("statechange", () => worker.state === "redundant" && reject(new Error("not kept")));
  });
}

async function register(onReady) {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: "none" });
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration);
  if (registration.installing) watch(registration.installing, registration);
  registration.addEventListener("updatefound", () => watch(registration.installing, registration));
  const isNew = !registration.active;
  await Promise.race([navigator.serviceWorker.ready, ...(isNew ? [failure(registration.installing)] : [])]);
  await onReady();
}

let registering = null;

// `onReady` is called once the shell would open without a network. Asked again, it tries again where that has failed.
export function install(onReady) {
  if (!("serviceWorker" in navigator)) return Promise.resolve();
  registering = registering || register(onReady).catch(() => {
    registering = null;
  });
  return registering;
}

// The house switched field entry off: the worker and what it kept go, records stay until they are sent or exported.
export async function uninstall() {
  if (!("serviceWorker" in navigator)) return;
  registering = null;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  if (registration) await registration.unregister();
  const kept = (await caches.keys()).filter((name) => name.startsWith("zhijian-field-"));
  await Promise.all(kept.map((name) => caches.delete(name)));
}

// Whether the shell would open now without a network.
export async function isKept() {
  if (!("serviceWorker" in navigator) || !window.caches) return false;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  return Boolean(registration && registration.active && (await caches.match(SCOPE)));
}
