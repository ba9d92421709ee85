// @ts-check
/*! Service worker: gives this folder's pages the headers that the host cannot, serves only files whose
 * SHA-256 is pinned above, and refuses everything else. It also makes the check work without a network.
 * It stores nothing but the public files, and takes one message: to replace the previous version. */

/**
 * @typedef {{sha256: string, size: number, type: string}} Pin
 * @typedef {{pins: Record<string, Pin>, links: string[], headers: Record<string, string>,
 *   version: string}} Pinned
 */

const scope = /** @type {any} */ (self);
/** @type {Pinned} what the build wrote above this script */
const { pins, links, headers, version } = scope.PINNED;

const HOME = new URL("./", self.location.href).href;
/** The caches of this folder, apart from those of other trials on the same host. No address has a space. */
const CACHES = `precheck ${HOME} `;
const CACHE = CACHES + version;

/**
 * The files of the check, the targets of the page's own links, and what search engines and auditors
 * request on a page's behalf. A browser that knows this header connects nowhere else and does not even
 * look up another name (Chromium 156). The `#` at the end allows nothing to follow: no `?`, no `#`.
 */
const ALLOWED = [...Object.keys(pins).map(addressOf), "/robots.txt", ...links]
  .map((link) => `"${new URL(link, HOME).href}#"`)
  .join(" ");

/** @type {Map<string, Promise<ArrayBuffer>>} */
const arriving = new Map();
const total = Object.values(pins).reduce((sum, pin) => sum + pin.size, 0);
let received = 0;
let lastProgress = 0;

scope.addEventListener("install", (/** @type {any} */ event) => {
  const paths = Object.keys(pins);
  const fetched = paths.map((path) => take(path));
  // A first visit needs only the page to continue; an update takes over only when it is complete.
  event.waitUntil(scope.registration.active ? Promise.all(fetched) : take(""));
  for (const file of fetched) file.catch(() => {});
});

// A page that opens asks for the newer version, which never replaces one that another page may use.
scope.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") event.waitUntil(takeOver(event.ports[0]));
});

scope.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(removeOldCaches());
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  event.respondWith(answer(event.request));
});

/**
 * Answer a request with a pinned file, or refuse it.
 * @param {Request} request
 */
async function answer(request) {
  const url = new URL(request.url);
  const path = url.origin + url.pathname;
  const name = path.startsWith(HOME) ? path.slice(HOME.length) : undefined;
  const known = name !== undefined && Object.hasOwn(pins, name);
  if (request.method !== "GET" || !known) return new Response("refused", { status: 403 });
  try {
    return respond(name, await take(name));
  } catch (error) {
    return new Response(String(error), { status: error instanceof WrongFile ? 409 : 504 });
  }
}

class WrongFile extends Error {}

/**
 * Get a file from the cache or the network and verify it. Parallel requests share one download.
 * @param {string} name
 * @returns {Promise<ArrayBuffer>}
 */
function take(name) {
  const known = arriving.get(name);
  if (known) return known;
  const file = find(name);
  arriving.set(name, file);
  file.finally(() => arriving.delete(name)).catch(() => {});
  return file;
}

/** @param {string} name */
async function find(name) {
  const cache = await caches.open(CACHE).catch(() => null);
  const kept = await cache?.match(HOME + name);
  if (kept) {
    const bytes = await kept.arrayBuffer();
    if ((await sha256(bytes)) === pins[name].sha256) return bytes;
  }
  const bytes = await fetchBytes(name);
  if ((await sha256(bytes)) !== pins[name].sha256) throw new WrongFile(name);
  // If there is no space, the check still works, but not without a network.
  await cache?.put(HOME + name, respond(name, bytes)).catch(() => {});
  return bytes;
}

/**
 * The address of a file, from this folder. What follows the `?` keeps versions apart in every cache.
 * @param {string} name
 */
function addressOf(name) {
  return name ? `${name}?${pins[name].sha256.slice(0, 16)}` : "";
}

/** @param {string} name */
async function fetchBytes(name) {
  const { size } = pins[name];
  const options = { credentials: /** @type {const} */ ("omit"), redirect: /** @type {const} */ ("error") };
  const response = await fetch(HOME + addressOf(name), name ? options : { ...options, cache: "no-cache" });
  if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
  const bytes = new Uint8Array(size);
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (length + value.length > size) throw new WrongFile(name);
    bytes.set(value, length);
    length += value.length;
    received += value.length;
    void reportProgress();
  }
  if (length < size) throw new WrongFile(name);
  return bytes.buffer;
}

/** Report the progress of the download to the pages, a few times a second. */
async function reportProgress() {
  if (Date.now() - lastProgress < 200) return;
  lastProgress = Date.now();
  for (const client of await scope.clients.matchAll()) client.postMessage({ received, total });
}

/**
 * @param {string} name
 * @param {ArrayBuffer} bytes
 */
function respond(name, bytes) {
  const all = {
    "Content-Type": pins[name].type,
    "Connection-Allowlist": `(${ALLOWED})`,
    ...headers,
  };
  return new Response(bytes, { headers: all });
}

/** @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {MessagePort} asking gets a message if another page is open */
async function takeOver(asking) {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.filter((/** @type {any} */ one) => one.url.startsWith(HOME));
  if (open.length > 1) asking.postMessage("in use");
  else await scope.skipWaiting();
}

async function removeOldCaches() {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHES) && name !== CACHE) await caches.delete(name);
  }
}
