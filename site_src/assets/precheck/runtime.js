// @ts-check
// The runtime: takes the files that the page hands in, checks every byte of them, and starts Python on
// them in a worker. It shows how that goes, and says in words why it does not.
"use strict";

/**
 * @typedef {"no-wasm" | "insecure" | "missing" | "changed" | "slow" | "broken" | "unsealed"} Failure
 * @typedef {{files: {name: string, sha256: string}[], seconds: {slow: number, stalled: number}}} Settings
 * @typedef {{ready(): void, failed(): void, answered(message: any): void}} Waiting
 */

const Runtime = (() => {
  const { choose, one } = Results;
  const start = /** @type {HTMLElement} */ (document.getElementById("start"));
  const progress = /** @type {HTMLProgressElement} */ (one(start, "progress"));

  /** @type {Settings} */
  const settings = JSON.parse(one(document, "#settings").textContent ?? "");

  // What hardening takes away and this script still needs, once.
  const { Worker, Blob } = window;
  const makeUrl = URL.createObjectURL.bind(URL);
  /** The one address that may become a script: that of the worker, once it is made. */
  let address = "";
  const workerPolicy = window.trustedTypes?.createPolicy("nelmas-worker", {
    createScriptURL: () => address,
  });
  const trust = workerPolicy?.createScriptURL.bind(workerPolicy) ?? (() => address);

  /** What the worker is made of; in this order. */
  const SCRIPTS = ["worker-seal.js", "pyodide.asm.js", "pyodide.js", "worker.js"];
  /** @type {Map<string, ArrayBuffer>} files that were checked and that the worker does not have yet */
  const verified = new Map();
  let filesVerified = 0;
  /** @type {Worker | undefined} */
  let worker;
  let pythonIsReady = false;
  /** True after a failure that time alone does not mend. */
  let stopped = false;
  let stalled = 0;
  /** @type {Waiting} */
  let waiting;

  /**
   * @param {Waiting} told
   * @returns {boolean} false where this browser cannot run it
   */
  function begin(told) {
    waiting = told;
    if (typeof WebAssembly !== "object") fail("no-wasm");
    else if (!crypto.subtle) fail("insecure");
    if (stopped) return false;
    setTimeout(() => (one(start, "[data-slow]").hidden = false), settings.seconds.slow * 1000);
    alive();
    return true;
  }

  /** Start the clock anew that ends the wait when nothing more happens. */
  function alive() {
    if (pythonIsReady || stopped) return;
    clearTimeout(stalled);
    stalled = setTimeout(() => fail("slow"), settings.seconds.stalled * 1000);
  }

  /** @param {any} message from the shell */
  async function receive(message) {
    alive();
    if (message.kind === "progress") {
      progress.max = message.total;
      progress.value = message.received;
    } else if (message.kind === "missing" || message.kind === "changed") {
      fail(message.kind, message.name);
    } else if (message.kind === "file") {
      await verify(message.name, await message.content.arrayBuffer());
    }
  }

  /**
   * Take a file only if it is, byte for byte, the one this page was built with.
   * @param {string} name
   * @param {ArrayBuffer} bytes
   */
  async function verify(name, bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const wanted = settings.files.find((file) => file.name === name);
    if (!wanted || wanted.sha256 !== hex) return fail("changed", name);
    verified.set(name, bytes);
    filesVerified += 1;
    if (!worker && SCRIPTS.every((script) => verified.has(script))) startWorker();
    if (worker) handOver();
    if (filesVerified < settings.files.length) return;
    choose(start, "data-step", "starting");
    progress.removeAttribute("value");
  }

  /** Start the worker as soon as its own scripts are there; it waits for the rest. */
  function startWorker() {
    if (stopped) return;
    const source = SCRIPTS.flatMap((name) => [/** @type {ArrayBuffer} */ (verified.get(name)), "\n"]);
    for (const name of SCRIPTS) verified.delete(name);
    address = makeUrl(new Blob(source, { type: "text/javascript" }));
    worker = new Worker(/** @type {any} */ (trust("")));
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => fail("broken", event.message);
    worker.postMessage({ files: settings.files.length - SCRIPTS.length });
  }

  /** Give the worker what was checked since the last time. */
  function handOver() {
    for (const [name, bytes] of verified) worker?.postMessage({ name, bytes }, [bytes]);
    verified.clear();
  }

  /** @param {any} message from the worker */
  function hear(message) {
    if (message.step) alive();
    else if (message.ready) ready();
    else if (message.failed) fail("broken", message.failed);
    else waiting.answered(message);
  }

  function ready() {
    clearTimeout(stalled);
    if (stopped) return;
    pythonIsReady = true;
    choose(start, "data-failed", null);
    start.hidden = true;
    waiting.ready();
  }

  /**
   * @param {Failure} why
   * @param {string} [reason] the browser's own words, for whoever mends it
   */
  function fail(why, reason = "") {
    if (stopped) return;
    stopped = why !== "slow";
    if (stopped) worker?.terminate();
    clearTimeout(stalled);
    start.hidden = false;
    choose(start, "data-step", null);
    progress.hidden = true;
    one(start, "[data-slow]").hidden = true;
    choose(start, "data-failed", why);
    one(start, "[data-reason]").textContent = reason;
    waiting.failed();
  }

  /**
   * Put answers to the rules.
   * @param {number} ticket comes back with what the rules say
   * @param {string} answers
   */
  function ask(ticket, answers) {
    worker?.postMessage({ ticket, answers });
  }

  /** Say that findings were asked for and will come. */
  function promise() {
    one(start, "[data-waiting]").hidden = false;
  }

  return Object.freeze({
    begin, receive, ask, fail, promise,
    isReady: () => pythonIsReady,
    hasStopped: () => stopped,
    filesVerified: () => filesVerified,
  });
})();
