// Field entry was switched off: this worker takes the place of the old one, throws away what was kept and goes.
self.addEventListener("install", () => self.skipWaiting());

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("zhijian-field-")).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("activate", (event) => event.waitUntil(leave()));
