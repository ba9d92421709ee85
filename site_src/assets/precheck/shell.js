// @ts-check
// The shell: the page that people open. It fetches the public files of the check, opens the sealed
// frame, hands the files over, and takes its own ways out away before the first answer. It never sees
// one: the frame tells it nothing but heights, a state, a place to scroll to, and that it was touched.
"use strict";

/**
 * @typedef {{name: string, url: string, size: number}} PublicFile
 * @typedef {{kind: "height" | "paper", pixels: number} | {kind: "show", top: number} |
 *   {kind: "state", state: "ready" | "failed"} | {kind: "touched"}} FromFrame
 */

const Shell = (() => {
  /** After how many seconds a form that has said nothing will say nothing. */
  const SILENCE = 20;
  const list = /** @type {HTMLElement} */ (document.getElementById("precheck-files"));
  /** @type {PublicFile[]} */
  const files = JSON.parse(/** @type {string} */ (list.textContent));
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let received = 0;
  /** @type {MessagePort | undefined} */
  let port;
  let isTouched = false;
  let touch = () => {};
  /** Kept once someone is about to answer: until then there is nothing to seal in. */
  const touched = /** @type {Promise<void>} */ (new Promise((resolve) => (touch = resolve)));

  window.opener = null; // a page that opened this one could be spoken to
  // What hardening takes away and this script still needs.
  const { fetch, caches } = window;

  // ------------------------------------------------------------------ fetching and handing over

  /** Every request of this page starts here, before the form can be typed into. */
  function begin() {
    const arriving = files.map((file) => ({ file, content: fetchFile(file) }));
    Versions.hear(hearProgress);
    addEventListener("message", (event) => takePort(event, arriving));
    const template = /** @type {HTMLTemplateElement} */ (
      document.getElementById("precheck-template")
    );
    template.replaceWith(template.content.cloneNode(true));
    setTimeout(() => port || tellFailed("silent"), SILENCE * 1000);
  }

  /**
   * Fetch a public file. It is handed on as it lies, unread: this page has no need of its bytes.
   * @param {PublicFile} file
   * @returns {Promise<Blob | "missing" | "changed">}
   */
  async function fetchFile(file) {
    await new Promise((resolve) => setTimeout(resolve)); // all in one task would hold a phone up
    try {
      const response = await fetch(file.url, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (response.status === 409) return "changed";
      if (!response.ok || !response.body) return "missing";
      const content = Versions.cameThroughWorker
        ? await response.blob() // the worker counts for us
        : await readCounting(response.body, file.size);
      return content.size === file.size ? content : "changed";
    } catch {
      return "missing";
    }
  }

  /**
   * @param {ReadableStream<Uint8Array>} body
   * @param {number} size no more is read than this and what came with it
   * @returns {Promise<Blob>} of another size where the body is not of this one
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
      tellProgress(received, total);
    }
  }

  /** @param {MessageEvent} event from the service worker */
  function hearProgress({ data }) {
    tellProgress(data.received, data.total);
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
    /** @type {Promise<void> | undefined} */
    let renewing;
    await Promise.all(
      arriving.map(async ({ file, content }) => {
        const found = await content;
        if (found === "changed") await (renewing ??= Versions.renew(() => !isTouched));
        if (typeof found === "string") to.postMessage({ kind: found, name: file.name });
        else to.postMessage({ kind: "file", name: file.name, content: found });
      }),
    );
    const offline = Versions.cameThroughWorker && (await allAreKept());
    to.postMessage({ kind: "whole", worker: Versions.cameThroughWorker, offline });
    await touched;
    seal();
    to.postMessage({ kind: "sealed" });
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
    Versions.hearNoMore(hearProgress);
    Hardening.harden({ links: Array.from(document.links, (link) => link.href) });
  }

  /**
   * Do what the frame asks: nothing but numbers, a state and a touch can come from it.
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
    } else if (message.kind === "touched") {
      isTouched = true;
      touch();
    } else if (message.kind === "state") {
      tellFailed(message.state === "failed" ? "told" : null);
    }
  }

  /** @param {"told" | "silent" | null} why the form says so itself, or says nothing at all */
  function tellFailed(why) {
    const failed = element("precheck-failed");
    failed.hidden = why === null;
    for (const name of ["told", "silent"]) element(`precheck-${name}`).hidden = why !== name;
  }

  const element = (/** @type {string} */ id) =>
    /** @type {HTMLElement} */ (document.getElementById(id));

  /** @returns {HTMLIFrameElement} */
  function theFrame() {
    return /** @type {HTMLIFrameElement} */ (document.getElementById("precheck-frame"));
  }

  const decided = Versions.settle();
  document.addEventListener("DOMContentLoaded", async () => {
    const framed = document.getElementById("precheck-framed");
    if (framed && top !== self) framed.hidden = false;
    else if (await decided) begin();
  });

  return Object.freeze({});
})();
