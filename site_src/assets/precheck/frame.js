// @ts-check
// The frame: brings its parts together and turns what people do into what they do. Answers stay here
// and in the worker.
"use strict";

const Frame = (() => {
  const { all, choose, one } = Results;
  const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
  const result = /** @type {HTMLElement} */ (document.getElementById("result"));
  /** What comes before or with an answer, however it is given. */
  const TOUCHES = ["focusin", "pointerdown", "keydown", "click", "input", "change"];
  const copySelection = document.execCommand.bind(document, "copy"); // hardening takes it away

  function begin() {
    admitNoMoreScript();
    Hardening.harden({ links: [] });
    Telling.state("loading");
    form.addEventListener("input", (event) => Asking.changed(event.target));
    form.addEventListener("change", (event) => Asking.changed(event.target));
    form.addEventListener("focusout", Asking.left);
    document.addEventListener("click", clicked);
    for (const kind of TOUCHES) addEventListener(kind, Seal.touched, { capture: true });
    addEventListener("pagehide", () => Asking.clear());
    addEventListener("pageshow", (event) => event.persisted && Asking.clear());
    new ResizeObserver(Telling.height).observe(document.documentElement);
    const marks = all(document, "h2, h3, .field, .choice, .finding, .finding p");
    Follow.follow(Live.panel, one(Live.panel, ".live-panel"), form, marks);
    const told = { ready, failed, answered: Asking.answered };
    // Where it cannot run, the page around the frame must still learn that, and how tall the form is.
    Telling.begin(Runtime.begin(told) ? receive : () => {});
    Telling.height(); // a frame that is not seen yet is not told of its size
    Telling.heightOnPaper();
  }

  /** The hashes of this page's scripts would also admit a file of that hash from anywhere. */
  function admitNoMoreScript() {
    const policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = "script-src 'wasm-unsafe-eval'; worker-src blob:";
    document.head.append(policy);
  }

  /** @param {any} message from the shell */
  function receive(message) {
    if (message.kind === "whole") Seal.filesAreThere(message);
    if (message.kind === "sealed") Seal.shellIsSealed();
    void Runtime.receive(message);
  }

  function ready() {
    Telling.started("ready");
    Seal.tell();
    Asking.ready();
  }

  function failed() {
    Asking.failed();
    Telling.started("failed");
  }

  /** @param {MouseEvent} event */
  function clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("a, button") : null;
    if (!(target instanceof HTMLElement)) return;
    event.preventDefault();
    if (target.dataset.question) Telling.place(firstControl(target.dataset.question));
    if (target.dataset.goal) Asking.check(target.dataset.goal);
    const act = target.dataset.act;
    if (act === "check") Asking.check();
    else if (act === "today") enterToday(target);
    else if (act === "print") Paper.print();
    else if (act === "copy") copy();
    else if (act === "clear") {
      Asking.clear("cleared");
      Telling.place(one(form, "h2"));
    }
  }

  /** @param {string} fact */
  function firstControl(fact) {
    const asked = Results.question(fact);
    return one(asked, "input:checked") ?? one(asked, "input");
  }

  /** @param {HTMLElement} button */
  function enterToday(button) {
    const now = new Date();
    const pad = (/** @type {number} */ number) => String(number).padStart(2, "0");
    const input = /** @type {HTMLInputElement} */ (
      one(/** @type {HTMLElement} */ (button.closest("[data-fact]")), "input[type=text]")
    );
    input.value = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
    Asking.changed(input);
  }

  function copy() {
    /** @type {HTMLTextAreaElement} */ (one(result, "[data-summary]")).select();
    const copied = copySelection();
    choose(one(result, "[data-copied-words]"), "data-copied", copied ? "yes" : "no");
  }

  begin();
  return Object.freeze({});
})();
