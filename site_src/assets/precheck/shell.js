// @ts-check
// The shell: the page that people open. It fetches the public files of the check, opens the sealed
// frame, hands the files over, and takes its own ways out away. It never sees an answer: the frame
// tells it nothing but heights, a state and a place to scroll to.
"use strict";

/**
 * @typedef {{name: string, url: string, size: number}} PublicFile
 * @typedef {{kind: "height" | "paper", pixels: number} | {kind: "show", top: number} |
 *   {kind: "state", state: "ready" | "failed"}} FromFrame
 */

const Shell = (() => {
  const PATIENCE = 4000;
  const list = /** @type {HTMLElement} */ (document.getElementById("precheck-files"));
  /** @type {PublicFile[]} */
  const files = JSON.parse(/** @type {string} */ (list.textContent));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let received = 0;
  /** @type {MessagePort | undefined} */
  let port;

  // What hardening takes away and this script still needs.
  const { fetch, caches } = window;
  const workers = navigator.serviceWorker;

  // ------------------------------------------------------------------ the service worker

  /**
   * Whether this very page came through the service worker, and so with its headers. The worker
   * never takes over a page that is open, so having one at the start says so.
   */
  const cameThroughWorker = Boolean(workers?.controller);

  /**
   * See to it that the page comes through the service worker, before there is a form to type into.
   * @returns {Promise<boolean>} false where the page is about to be opened anew for that
   */
  async function settleWorker() {
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

  // ------------------------------------------------------------------ fetching and handing over

  /** Every request of this page starts here, before the form can be typed into. */
  function begin() {
    const arriving = files.map((file) => ({ file, content: fetchFile(file) }));
    workers?.addEventListener("message", ({ data }) => tellProgress(data.received, data.total));
    workers?.startMessages();
    addEventListener("message", (event) => takePort(event, arriving));
    const template = /** @type {HTMLTemplateElement} */ (
      document.getElementById("precheck-template")
    );
    template.replaceWith(template.content.cloneNode(true));
  }

  /**
   * Fetch a public file.
   * @param {PublicFile} file
   * @returns {Promise<ArrayBuffer | "missing" | "changed">}
   */
  async function fetchFile(file) {
    try {
      const response = await fetch(file.url, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (response.status === 409) return "changed";
      if (!response.ok || !response.body) return "missing";
      const bytes = cameThroughWorker
        ? await response.arrayBuffer() // in one go: the worker counts for us
        : await readCounting(response.body, file.size);
      return bytes.byteLength === file.size ? bytes : "changed";
    } catch {
      return "missing";
    }
  }

  /**
   * @param {ReadableStream<Uint8Array>} body
   * @param {number} size no more is read than this and what came with it
   * @returns {Promise<ArrayBuffer>} of another length where the body is not of this size
   */
  async function readCounting(body, size) {
    const bytes = new Uint8Array(size);
    const reader = body.getReader();
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length < size ? new ArrayBuffer(length) : bytes.buffer;
      if (length + value.length > size) return new ArrayBuffer(0);
      bytes.set(value, length);
      length += value.length;
      received += value.length;
      tellProgress(received, total);
    }
  }

  /**
   * @param {number} bytes
   * @param {number} of
   */
  function tellProgress(bytes, of) {
    port?.postMessage({ kind: "progress", received: Number(bytes), total: Number(of) });
  }

  /**
   * Accept the one port that the frame offers.
   * @param {MessageEvent} event
   * @param {{file: PublicFile, content: ReturnType<fetchFile>}[]} arriving
   */
  function takePort(event, arriving) {
    const frame = theFrame();
    if (port || event.source !== frame.contentWindow || event.data !== "nelmas-frame") return;
    port = event.ports[0];
    port.onmessage = (message) => obey(frame, message.data);
    void handOver(port, arriving);
  }

  /**
   * @param {MessagePort} to
   * @param {{file: PublicFile, content: ReturnType<fetchFile>}[]} arriving
   */
  async function handOver(to, arriving) {
    await Promise.all(
      arriving.map(async ({ file, content }) => {
        const bytes = await content;
        if (typeof bytes === "string") to.postMessage({ kind: bytes, name: file.name });
        else to.postMessage({ kind: "file", name: file.name, bytes }, [bytes]);
      }),
    );
    const offline = cameThroughWorker && (await allAreKept());
    seal();
    to.postMessage({ kind: "sealed", worker: cameThroughWorker, offline });
  }

  /** True where every file is in the browser's cache, so that the check opens without network. */
  async function allAreKept() {
    const kept = await Promise.all(
      files.map(({ url }) => caches.match(url, { ignoreSearch: true }).catch(() => undefined)),
    );
    return kept.every(Boolean);
  }

  // ------------------------------------------------------------------ sealing

  /** Take every way out of this page away, for good: it has nothing more to fetch. */
  function seal() {
    const policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content =
      "default-src 'none'; connect-src 'none'; worker-src 'none'; script-src 'none'; " +
      "style-src 'none'; img-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; " +
      "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    document.head.append(policy);
    Hardening.harden({ links: Array.from(document.links, (link) => link.href) });
  }

  /**
   * Do what the frame asks: nothing but numbers and a state can come from it.
   * @param {HTMLIFrameElement} frame
   * @param {FromFrame} message
   */
  function obey(frame, message) {
    if (message.kind === "height") {
      frame.style.height = `${Math.ceil(Number(message.pixels))}px`;
    } else if (message.kind === "paper") {
      frame.style.setProperty("--on-paper", `${Math.ceil(Number(message.pixels))}px`);
    } else if (message.kind === "show") {
      const top = frame.getBoundingClientRect().top + scrollY + Number(message.top);
      scrollTo({ top: Math.max(0, top - 16), behavior: "auto" });
    } else if (message.kind === "state") {
      const failed = document.getElementById("precheck-failed");
      if (failed) failed.hidden = message.state !== "failed";
    }
  }

  /** @returns {HTMLIFrameElement} */
  function theFrame() {
    return /** @type {HTMLIFrameElement} */ (document.getElementById("precheck-frame"));
  }

  const decided = settleWorker();
  document.addEventListener("DOMContentLoaded", async () => {
    if (await decided) begin();
  });

  return Object.freeze({});
})();
