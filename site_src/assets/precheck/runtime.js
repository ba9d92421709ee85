// @ts-check
/*! Runtime: takes the files that the page hands over, checks every byte of them, and starts Python in a
 * worker. It shows the progress, or why the start failed. */

import { choose, one } from "./dom.js";
import { scriptAddress } from "./script-address.js";
import { settings } from "./settings.js";

/**
 * @typedef {"no-wasm" | "insecure" | "missing" | "changed" | "slow" | "broken" | "unsealed"} Failure
 * @typedef {{ready(): void, failed(): void, answered(message: any): void}} Listener
 */

const start = /** @type {HTMLElement} */ (document.getElementById("start"));
const progress = /** @type {HTMLProgressElement} */ (one(start, "progress"));

// What hardening removes and this script still needs, once.
const { Worker, Blob } = window;
const makeUrl = URL.createObjectURL.bind(URL);
/** The only address that may become a script: the worker's, once it exists. */
let address = "";
const workerAddress = scriptAddress(() => address);

/** The parts of the worker's script. Ours is first: it removes what the worker must not reach. */
const SCRIPTS = ["worker.js", "pyodide.asm.js", "pyodide.js"];
/** @type {Map<string, ArrayBuffer>} files that were checked and that the worker does not have yet */
const verified = new Map();
let verifiedCount = 0;
/** @type {Worker | undefined} */
let worker;
let pythonIsReady = false;
/** True after a failure that waiting does not fix. */
let stopped = false;
let stalled = 0;
/** @type {Listener} */
let listener;

/**
 * @param {Listener} heard
 * @returns {boolean} false if this browser cannot run it
 */
export function beginStart(heard) {
  listener = heard;
  if (typeof WebAssembly !== "object") failStart("no-wasm");
  else if (!crypto.subtle) failStart("insecure");
  if (stopped) return false;
  setTimeout(() => (one(start, "[data-slow]").hidden = false), settings.seconds.slow * 1000);
  restartTimer();
  return true;
}

/** Restart the timer that ends the wait if nothing more happens. */
function restartTimer() {
  if (pythonIsReady || stopped) return;
  clearTimeout(stalled);
  stalled = setTimeout(() => failStart("slow"), settings.seconds.stalled * 1000);
}

/** @param {any} message from the shell */
export async function receiveFile(message) {
  restartTimer();
  if (message.kind === "progress") {
    progress.max = message.total;
    progress.value = message.received;
  } else if (message.kind === "missing" || message.kind === "changed") {
    failStart(message.kind, message.name);
  } else if (message.kind === "file") {
    await verify(message.name, await message.content.arrayBuffer());
  }
}

/**
 * Take a file only if it is, byte for byte, the one that this page was built with.
 * @param {string} name
 * @param {ArrayBuffer} bytes
 */
async function verify(name, bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const pinned = settings.files.find((file) => file.name === name);
  if (!pinned || pinned.sha256 !== hex) return failStart("changed", name);
  verified.set(name, bytes);
  verifiedCount += 1;
  if (!worker && SCRIPTS.every((script) => verified.has(script))) startWorker();
  if (worker) handOver();
  if (verifiedCount < settings.files.length) return;
  choose(start, "data-step", "starting");
  progress.removeAttribute("value");
}

/** Start the worker as soon as its own scripts are there. It waits for the other files. */
function startWorker() {
  if (stopped) return;
  const source = SCRIPTS.flatMap((name) => [/** @type {ArrayBuffer} */ (verified.get(name)), "\n"]);
  for (const name of SCRIPTS) verified.delete(name);
  address = makeUrl(new Blob(source, { type: "text/javascript" }));
  worker = new Worker(workerAddress());
  worker.onmessage = ({ data }) => receiveMessage(data);
  worker.onerror = (event) => failStart("broken", event.message);
  worker.postMessage({ files: settings.files.length - SCRIPTS.length });
}

/** Give the worker what was checked since the last time. */
function handOver() {
  for (const [name, bytes] of verified) worker?.postMessage({ name, bytes }, [bytes]);
  verified.clear();
}

/** @param {any} message from the worker */
function receiveMessage(message) {
  if (message.step) restartTimer();
  else if (message.ready) ready();
  else if (message.failed) failStart("broken", message.failed);
  else listener.answered(message);
}

function ready() {
  clearTimeout(stalled);
  if (stopped) return;
  pythonIsReady = true;
  choose(start, "data-failed", null);
  start.hidden = true;
  listener.ready();
}

/**
 * @param {Failure} why
 * @param {string} [reason] the browser's own message, for people who investigate
 */
export function failStart(why, reason = "") {
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
  listener.failed();
}

/**
 * Send answers to the rules.
 * @param {number} ticket returned with what the rules say
 * @param {string} answers
 */
export function askRules(ticket, answers) {
  worker?.postMessage({ ticket, answers });
}

/** Say that findings will appear as soon as the rules are ready. */
export function promiseFindings() {
  one(start, "[data-waiting]").hidden = false;
}

export const isReady = () => pythonIsReady;
export const hasStopped = () => stopped;
export const verifiedFiles = () => verifiedCount;
