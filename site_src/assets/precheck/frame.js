// @ts-check
/*! Frame: hardens itself, then connects the parts of the form and handles what people do. Answers stay
 * here and in the worker. */

import "./builtins.js"; // first, before any other script of this frame can replace a built-in
import { harden } from "./hardening.js";
import { answerChanged, check, clearAll, fieldLeft } from "./controller.js";
import { rulesAnswered, rulesFailed, rulesReady } from "./controller.js";
import { all, choose, one } from "./dom.js";
import { goTo, openChannel, sendHeight, sendPrintHeight, sendStart, setState } from "./messaging.js";
import { printFrame } from "./print-layout.js";
import { questionOf } from "./results.js";
import { beginStart, receiveFile } from "./runtime.js";
import { filesArrived, shellIsSealed, showSeal, touched } from "./seal.js";
import { makeSticky } from "./sticky.js";
import { panel } from "./summary-panel.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
const result = /** @type {HTMLElement} */ (document.getElementById("result"));
/** Events that come before or with an answer, however it is given. */
const TOUCHES = ["focusin", "pointerdown", "keydown", "click", "input", "change"];
const copySelection = document.execCommand.bind(document, "copy"); // hardening removes it

function begin() {
  admitNoMoreScript();
  harden({ links: [] });
  setState("loading");
  form.addEventListener("input", (event) => answerChanged(event.target));
  form.addEventListener("change", (event) => answerChanged(event.target));
  form.addEventListener("focusout", fieldLeft);
  document.addEventListener("click", clicked);
  for (const kind of TOUCHES) addEventListener(kind, touched, { capture: true });
  addEventListener("pagehide", () => clearAll());
  addEventListener("pageshow", (event) => event.persisted && clearAll());
  new ResizeObserver(sendHeight).observe(document.documentElement);
  const marks = all(document, "h2, h3, .field, .choice, .finding, .finding p");
  makeSticky(panel, one(panel, ".live-panel"), form, marks);
  const canRun = beginStart({ ready, failed, answered: rulesAnswered });
  // Even if the check cannot run, the page around the frame must learn that, and the form's height.
  openChannel(canRun ? receive : () => {});
  sendHeight(); // the observer does not report the size of a frame that is not visible yet
  sendPrintHeight();
}

/** The hashes of this page's scripts would also admit a file with that hash from another host. */
function admitNoMoreScript() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "script-src 'wasm-unsafe-eval'; worker-src blob:";
  document.head.append(policy);
}

/** @param {any} message from the shell */
function receive(message) {
  if (message.kind === "whole") filesArrived(message);
  if (message.kind === "sealed") shellIsSealed();
  void receiveFile(message);
}

function ready() {
  sendStart("ready");
  showSeal();
  rulesReady();
}

function failed() {
  rulesFailed();
  sendStart("failed");
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = event.target instanceof Element ? event.target.closest("a, button") : null;
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  if (target.dataset.question) goTo(firstControl(target.dataset.question));
  if (target.dataset.goal) check(target.dataset.goal);
  const act = target.dataset.act;
  if (act === "check") check();
  else if (act === "today") enterToday(target);
  else if (act === "print") printFrame();
  else if (act === "copy") copySummary();
  else if (act === "clear") {
    clearAll("cleared");
    goTo(one(form, "h2"));
  }
}

/** @param {string} fact */
function firstControl(fact) {
  const asked = questionOf(fact);
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
  answerChanged(input);
}

function copySummary() {
  /** @type {HTMLTextAreaElement} */ (one(result, "[data-summary]")).select();
  const copied = copySelection();
  choose(one(result, "[data-copied-words]"), "data-copied", copied ? "yes" : "no");
}

begin();
