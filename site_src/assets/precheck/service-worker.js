// @ts-check
// The service worker: gives this folder's pages the headers that the host cannot, serves only files
// whose SHA-256 is pinned here, and refuses everything else. It is also what works without network.
// It keeps nothing but the public files, and takes one message: to replace the version before it.
"use strict";

/** @typedef {{sha256: string, size: number, type: string}} Pin */

/**
 * @type {{pins: Record<string, Pin>, links: string[], headers: Record<string, string>,
 *   version: string}}
 */
const PINNED = { pins: {}, links: [], headers: {}, version: "written in by the build" };

const KIND = "nelmas-precheck-";
const CACHE = KIND + PINNED.version;
const HOME = new URL("./", self.location.href).href;
const scope = /** @type {any} */ (self);

/**
 * The files of the check, where the page's own links lead, and what search engines and auditors ask
 * for in a page's name. A browser that knows this header connects nowhere else and does not even
 * look another name up (Chromium 156). The `#` at each end lets nothing follow: no `?`, no `#`.
 */
const ALLOWED = [...Object.keys(PINNED.pins).map(addressOf), "/robots.txt", ...PINNED.links]
  .map((link) => `"${new URL(link, HOME).href}#"`)
  .join(" ");

/** @type {Map<string, Promise<ArrayBuffer>>} */
const arriving = new Map();
const total = Object.values(PINNED.pins).reduce((sum, pin) => sum + pin.size, 0);
let received = 0;
let told = 0;

scope.addEventListener("install", (/** @type {any} */ event) => {
  const paths = Object.keys(PINNED.pins);
  const fetched = paths.map((path) => take(path));
  // A first visit needs only the page to go on; an update takes over only when it is whole.
  event.waitUntil(scope.registration.active ? Promise.all(fetched) : take(""));
  for (const file of fetched) file.catch(() => {});
});

// A page that opens asks its successor in, but never over another page that may be in use.
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
  const known = name !== undefined && Object.hasOwn(PINNED.pins, name);
  if (request.method !== "GET" || !known) return new Response("refused", { status: 403 });
  try {
    return respond(name, await take(name));
  } catch (error) {
    return new Response(String(error), { status: error instanceof WrongFile ? 409 : 504 });
  }
}

class WrongFile extends Error {}

/**
 * Have a file from the cache or the network, verified; ask the network once however many want it.
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
    if ((await sha256(bytes)) === PINNED.pins[name].sha256) return bytes;
  }
  const bytes = await fetchBytes(name);
  if ((await sha256(bytes)) !== PINNED.pins[name].sha256) throw new WrongFile(name);
  // Where there is no room the check still works, only not without network.
  await cache?.put(HOME + name, respond(name, bytes)).catch(() => {});
  return bytes;
}

/**
 * Where a file is, from this folder: what stands behind the `?` keeps versions apart in every cache.
 * @param {string} name
 */
function addressOf(name) {
  return name ? `${name}?${PINNED.pins[name].sha256.slice(0, 16)}` : "";
}

/** @param {string} name */
async function fetchBytes(name) {
  const { size } = PINNED.pins[name];
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
    void tellProgress();
  }
  if (length < size) throw new WrongFile(name);
  return bytes.buffer;
}

/** Tell the pages how far the download is, a few times a second. */
async function tellProgress() {
  if (Date.now() - told < 200) return;
  told = Date.now();
  for (const client of await scope.clients.matchAll()) client.postMessage({ received, total });
}

/**
 * @param {string} name
 * @param {ArrayBuffer} bytes
 */
function respond(name, bytes) {
  const headers = {
    "Content-Type": PINNED.pins[name].type,
    "Connection-Allowlist": `(${ALLOWED})`,
    ...PINNED.headers,
  };
  return new Response(bytes, { headers });
}

/** @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {MessagePort} asking is told where another page is open */
async function takeOver(asking) {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.filter((/** @type {any} */ one) => one.url.startsWith(HOME));
  if (open.length > 1) asking.postMessage("in use");
  else await scope.skipWaiting();
}

async function removeOldCaches() {
  for (const name of await caches.keys()) {
    if (name.startsWith(KIND) && name !== CACHE) await caches.delete(name);
  }
}
