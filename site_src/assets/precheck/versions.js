// @ts-check
/*! Versions: makes sure that the page comes through its service worker before there is a form to type
 * into, and lets a newer version in if nobody has begun to answer. */

import { scriptAddress } from "./script-address.js";

const PATIENCE = 4000;
const workers = navigator.serviceWorker; // hardening removes it

/**
 * Whether this page came through the service worker, and so with its headers. The worker never takes
 * over a page that is open, so a page that has one at the start came through it.
 */
export const cameThroughWorker = Boolean(workers?.controller);

/**
 * Make sure that the page comes through the service worker, before there is a form to type into.
 * @returns {Promise<boolean>} false if the page is about to reload for that
 */
export async function settleVersion() {
  if (!workers) return true;
  const [entry] = performance.getEntriesByType("navigation");
  const secondTry = /** @type {any} */ (entry)?.type === "reload";
  const changed = await Promise.race([
    cameThroughWorker ? updateWorker() : installWorker(),
    new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE)),
  ]);
  if (!changed || (secondTry && !cameThroughWorker)) return true;
  location.reload();
  return false;
}

/** @returns {Promise<boolean>} whether a newer version has just taken over from this page's */
async function updateWorker() {
  const registration = await workers.getRegistration().catch(() => undefined);
  const { waiting } = registration ?? {};
  if (!waiting) return false;
  const { port1, port2 } = new MessageChannel();
  return await new Promise((resolve) => {
    workers.addEventListener("controllerchange", () => resolve(true), { once: true });
    port1.onmessage = () => resolve(false);
    waiting.postMessage("take over", [port2]);
  });
}

/**
 * A file that is not this version's usually means that a newer version was published: let it in.
 * @param {() => boolean} mayReload false once somebody has begun to answer
 */
export async function renewVersion(mayReload) {
  if (!cameThroughWorker) return;
  const registration = await workers.getRegistration().catch(() => undefined);
  await registration?.update().catch(() => {});
  const { installing } = registration ?? {};
  if (installing) await new Promise((resolve) => (installing.onstatechange = resolve));
  if (mayReload() && (await updateWorker())) location.reload();
}

/** @returns {Promise<boolean>} whether the worker is in place */
async function installWorker() {
  try {
    const address = scriptAddress(() => "service-worker.js");
    const registration = await workers.register(address(), { updateViaCache: "all" });
    if (registration.active) return true;
    const installing = registration.installing ?? registration.waiting;
    return await new Promise((resolve) => {
      installing?.addEventListener("statechange", () => {
        if (installing.state === "activated") resolve(true);
        if (installing.state === "redundant") resolve(false);
      });
    });
  } catch {
    return false;
  }
}

/** @param {(event: MessageEvent) => void} listener receives the worker's messages */
export function listenToWorker(listener) {
  workers?.addEventListener("message", listener);
  workers?.startMessages();
}

/** @param {(event: MessageEvent) => void} listener whose event would give access to the worker */
export function stopListening(listener) {
  workers?.removeEventListener("message", listener);
}
