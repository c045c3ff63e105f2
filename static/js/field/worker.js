// The service worker of field entry. The server puts KEPT before it: version, shell, manifest and files.
// It keeps the shell and its files, nothing else: no data, no other page. What it keeps is of one version, all together.
const PREFIX = "zhijian-field-";
const CACHE = `${PREFIX}${KEPT.version}`;
const PATIENCE = 4000; // milliseconds until a network that does not answer counts as none
const OURS = [401, 403, 404]; // refusals
const SHELL = /^\/field\/(?!import\/)(?:[-\w]+\/)?$/;

async function keep() {
  const cache = await caches.open(CACHE);
  const shell = await fetch(KEPT.shell, { cache: "no-store", credentials: "same-origin" });
  if (!isShell(shell)) throw new Error("the shell is not to be had"); // signed out, or already of another version
  await cache.put(KEPT.shell, shell);
  await cache.addAll([KEPT.manifest, ...KEPT.files].map((file) => new Request(file, { cache: "reload" })));
}

// Of this version, and no page of the sign-in door.
function isShell(response) {
  return response.ok && !response.redirected && response.headers.get(KEPT.header) === KEPT.version;
}

self.addEventListener("install", (event) => event.waitUntil(keep()));

async function clearUp() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("activate", (event) => event.waitUntil(clearUp()));
self.addEventListener("message", (event) => event.data === "take over" && self.skipWaiting());

// Of the site: this version, a newer one, the sign-in door or a refusal. A network that wants to be signed into, or that is
// too busy, answers with pages of its own.
function isOurs(response) {
  if (response.ok) return response.headers.has(KEPT.header) || response.redirected;
  return OURS.includes(response.status) && response.headers.has("Content-Security-Policy");
}

// A redirection is followed here: where it leads to another site the network is a foreign one, and this fails.
function patiently({ url }) {
  const request = new Request(url, { cache: "no-cache", credentials: "same-origin" });
  const late = new Promise((resolve, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
  return Promise.race([fetch(request), late]);
}

// The network first: another language or font size, or who has to sign in, is seen at once. Kept is only what belongs to
// the files of this version.
async function shell(event) {
  const cache = await caches.open(CACHE);
  try {
    const response = await patiently(event.request);
    if (isShell(response)) event.waitUntil(cache.put(KEPT.shell, response.clone()));
    if (isOurs(response)) return response.redirected ? Response.redirect(response.url) : response;
  } catch (error) {
    // no network: the shell that is kept
  }
  return (await cache.match(KEPT.shell)) || Response.error();
}

async function file(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (SHELL.test(address.pathname)) event.respondWith(shell(event));
  } else if (KEPT.files.includes(address.pathname) || address.pathname === KEPT.manifest) {
    event.respondWith(file(request));
  }
});
