// @ts-check
/*! Shell: the page that people open. It fetches the public files of the check, opens the sealed frame,
 * hands the files over, and removes its own ways out before the first answer. It never sees an answer:
 * the frame sends only heights, a state, a position to scroll to, and that it was touched. */

import "./builtins.js"; // first, before any other script of this page can replace a built-in
import { harden } from "./hardening.js";
import { cameThroughWorker, listenToWorker, renewVersion } from "./versions.js";
import { settleVersion, stopListening } from "./versions.js";

/**
 * @typedef {{name: string, url: string, size: number}} PublicFile
 * @typedef {{kind: "height" | "print-height", pixels: number} | {kind: "show", top: number} |
 *   {kind: "state", state: "ready" | "failed"} | {kind: "touched"}} FromFrame
 */

/** After how many seconds a form that has sent nothing is taken for broken. */
const SILENCE = 20;
const list = /** @type {HTMLElement} */ (document.getElementById("precheck-files"));
/** @type {PublicFile[]} */
const files = JSON.parse(/** @type {string} */ (list.textContent));
const total = files.reduce((sum, file) => sum + file.size, 0);
let received = 0;
/** @type {MessagePort | undefined} */
let port;
/** True once somebody is about to answer: until then there is nothing to protect. */
let isTouched = false;
let isHandedOver = false;

window.opener = null; // or a script here could send messages to the page that opened this one
// What hardening removes and this script still needs.
const { fetch, caches } = window;

// ------------------------------------------------------------------ fetching and handing over

/** Every request of this page starts here, before the form can be typed into. */
function begin() {
  const arriving = files.map((file) => ({ file, content: fetchFile(file) }));
  listenToWorker(workerProgress);
  addEventListener("message", (event) => takePort(event, arriving));
  const template = /** @type {HTMLTemplateElement} */ (
    document.getElementById("precheck-template")
  );
  template.replaceWith(template.content.cloneNode(true));
  setTimeout(() => port || showFailure("silent"), SILENCE * 1000);
}

/**
 * Fetch a public file. It is handed on unread: this page does not need its bytes.
 * @param {PublicFile} file
 * @returns {Promise<Blob | "missing" | "changed">}
 */
async function fetchFile(file) {
  await new Promise((resolve) => setTimeout(resolve)); // all in one task would block a phone
  try {
    const response = await fetch(file.url, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (response.status === 409) return "changed";
    if (!response.ok || !response.body) return "missing";
    const content = cameThroughWorker
      ? await response.blob() // the worker counts for us
      : await readCounting(response.body, file.size);
    return content.size === file.size ? content : "changed";
  } catch {
    return "missing";
  }
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {number} size reading stops once there is more than this
 * @returns {Promise<Blob>} of another size if the body is not of this size
 */
async function readCounting(body, size) {
  /** @type {BlobPart[]} */
  const parts = [];
  const reader = body.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || length > size) return new Blob(parts);
    parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
    length += value.length;
    received += value.length;
    sendProgress(received, total);
  }
}

/** @param {MessageEvent} event from the service worker */
function workerProgress({ data }) {
  sendProgress(data.received, data.total);
}

/**
 * @param {number} bytes
 * @param {number} of
 */
function sendProgress(bytes, of) {
  port?.postMessage({ kind: "progress", received: Number(bytes), total: Number(of) });
}

/**
 * Accept the one port that the frame offers.
 * @param {MessageEvent} event
 * @param {{file: PublicFile, content: ReturnType<fetchFile>}[]} arriving
 */
function takePort(event, arriving) {
  const frame = theFrame();
  if (port || event.source !== frame.contentWindow || event.data !== "precheck-frame") return;
  port = event.ports[0];
  port.onmessage = (message) => receive(frame, message.data);
  void handOver(port, arriving);
}

/**
 * @param {MessagePort} to
 * @param {{file: PublicFile, content: ReturnType<fetchFile>}[]} arriving
 */
async function handOver(to, arriving) {
  /** @type {Promise<void> | undefined} */
  let renewing;
  await Promise.all(
    arriving.map(async ({ file, content }) => {
      const found = await content;
      if (found === "changed") await (renewing ??= renewVersion(() => !isTouched));
      if (typeof found === "string") to.postMessage({ kind: found, name: file.name });
      else to.postMessage({ kind: "file", name: file.name, content: found });
    }),
  );
  const offline = cameThroughWorker && (await allAreKept());
  to.postMessage({ kind: "whole", worker: cameThroughWorker, offline });
  isHandedOver = true;
  sealIfDue();
}

/** True if every file is in the browser's cache, so that the check opens without a network. */
async function allAreKept() {
  const kept = await Promise.all(
    files.map(({ url }) => caches.match(url, { ignoreSearch: true }).catch(() => undefined)),
  );
  return kept.every(Boolean);
}

// ------------------------------------------------------------------ sealing

/** Seal the page once both have happened: it is touched, and it has nothing more to fetch. */
function sealIfDue() {
  if (!isTouched || !isHandedOver) return;
  seal();
  port?.postMessage({ kind: "sealed" });
}

/** Remove every way out of this page, for good. */
function seal() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content =
    "default-src 'none'; connect-src 'none'; worker-src 'none'; script-src 'none'; " +
    "style-src 'none'; img-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; " +
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
  document.head.append(policy);
  stopListening(workerProgress);
  harden({ links: Array.from(document.links, (link) => link.href) });
}

/**
 * Do what the frame asks. It can send only numbers, a state and a touch.
 * @param {HTMLIFrameElement} frame
 * @param {FromFrame} message
 */
function receive(frame, message) {
  if (message.kind === "height") {
    frame.style.height = `${Math.ceil(Number(message.pixels))}px`;
  } else if (message.kind === "print-height") {
    frame.style.setProperty("--on-paper", `${Math.ceil(Number(message.pixels))}px`);
  } else if (message.kind === "show") {
    const top = frame.getBoundingClientRect().top + scrollY + Number(message.top);
    scrollTo({ top: Math.max(0, top - 16), behavior: "auto" });
  } else if (message.kind === "touched" && !isTouched) {
    isTouched = true;
    sealIfDue();
  } else if (message.kind === "state") {
    showFailure(message.state === "failed" ? "explained" : null);
  }
}

/** @param {"explained" | "silent" | null} why the form explains it itself, or sends nothing */
function showFailure(why) {
  const failed = element("precheck-failed");
  failed.hidden = why === null;
  for (const name of ["explained", "silent"]) element(`precheck-${name}`).hidden = why !== name;
}

const element = (/** @type {string} */ id) =>
  /** @type {HTMLElement} */ (document.getElementById(id));

/** @returns {HTMLIFrameElement} */
function theFrame() {
  return /** @type {HTMLIFrameElement} */ (document.getElementById("precheck-frame"));
}

const decided = settleVersion();
document.addEventListener("DOMContentLoaded", async () => {
  const framed = document.getElementById("precheck-framed");
  if (framed && top !== self) framed.hidden = false;
  else if (await decided) begin();
});
