// @ts-check
// Versions: has the page come through its service worker before there is a form to type into, and lets
// a newer version in where nobody has begun to answer.
"use strict";

const Versions = (() => {
  const PATIENCE = 4000;
  const workers = navigator.serviceWorker; // hardening takes it away

  /**
   * Whether this very page came through the service worker, and so with its headers. The worker
   * never takes over a page that is open, so having one at the start says so.
   */
  const cameThroughWorker = Boolean(workers?.controller);

  /**
   * See to it that the page comes through the service worker, before there is a form to type into.
   * @returns {Promise<boolean>} false where the page is about to be opened anew for that
   */
  async function settle() {
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
   * A file that is not this version's mostly means that a newer version was published: let it in.
   * @param {() => boolean} mayGo false once someone has begun to answer
   */
  async function renew(mayGo) {
    if (!cameThroughWorker) return;
    const registration = await workers.getRegistration().catch(() => undefined);
    await registration?.update().catch(() => {});
    const { installing } = registration ?? {};
    if (installing) await new Promise((resolve) => (installing.onstatechange = resolve));
    if (mayGo() && (await updateWorker())) location.reload();
  }

  /** @returns {Promise<boolean>} whether the worker is in place */
  async function installWorker() {
    try {
      const address = "service-worker.js";
      const policy = window.trustedTypes?.createPolicy("nelmas-worker", {
        createScriptURL: () => address,
      });
      const url = /** @type {any} */ (policy ? policy.createScriptURL("") : address);
      const registration = await workers.register(url, { updateViaCache: "all" });
      if (registration.active) return true;
      const coming = registration.installing ?? registration.waiting;
      return await new Promise((resolve) => {
        coming?.addEventListener("statechange", () => {
          if (coming.state === "activated") resolve(true);
          if (coming.state === "redundant") resolve(false);
        });
      });
    } catch {
      return false;
    }
  }

  /** @param {(event: MessageEvent) => void} listener hears what the worker has to say */
  function hear(listener) {
    workers?.addEventListener("message", listener);
    workers?.startMessages();
  }

  /** @param {(event: MessageEvent) => void} listener whose event would hand the worker out */
  function hearNoMore(listener) {
    workers?.removeEventListener("message", listener);
  }

  return Object.freeze({ cameThroughWorker, settle, renew, hear, hearNoMore });
})();
