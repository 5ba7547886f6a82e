// Keeps what was used, so that it can be read again without a network. Asks the network first, always: a page is never
// older than its site, and where this fails in any way the browser does as if it were not there.
const OURS = `wattprint ${self.registration.scope} `; // another copy of the site on this origin keeps its own
const CACHE = `${OURS}BUILD_HASH`;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      // A cache of another build would mix two versions: what was read then must be read again.
      for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })().catch(() => {}),
  );
});

/** Whether an address is a file of this site that may be kept. @param {string} address */
const ours = (address) => address.startsWith(self.registration.scope) && !address.includes("/data/");

/** @param {Request} request @param {Response} response */
async function keep(request, response) {
  try {
    const cache = await caches.open(CACHE);
    await cache.put(request, response);
  } catch {
    // storage refused or full
  }
}

/** @param {Request} request */
async function answer(request) {
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") keep(request, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !ours(request.url) || request.headers.has("range")) return;
  event.respondWith(answer(request));
});

self.addEventListener("message", (event) => {
  const asked = (event.data?.keep ?? []).filter(ours);
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      for (const address of asked) {
        if (await cache.match(address)) continue;
        const response = await fetch(address, { cache: "force-cache" });
        if (response.ok) await cache.put(address, response);
      }
    })().catch(() => {}),
  );
});
