// @ts-check
/*! Controller: sends the answers to the rules whenever they change, shows what they return unless it is
 * out of date, and clears everything. */

import { clearAnswers, readAnswers, reconcile } from "./answers.js";
import { all, one } from "./dom.js";
import { goTo, sendPrintHeight, setState } from "./messaging.js";
import { showAssessment, showProblems } from "./results.js";
import { askRules, failStart, hasStopped, isReady, promiseFindings } from "./runtime.js";
import { resetSummary, showSummary } from "./summary-panel.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
const result = /** @type {HTMLElement} */ (document.getElementById("result"));
const problems = /** @type {HTMLElement} */ (document.getElementById("problems"));
const details = one(result, "[data-assessment]");
const summary = /** @type {HTMLTextAreaElement} */ (one(result, "[data-summary]"));

/** True once a person has asked for findings: from then on, every change updates them. */
let checked = false;
/**
 * Where to go once the findings are there: to "result", their beginning, or to one criterion.
 * @type {string | null}
 */
let goal = null;
/** True while problems are not shown because somebody is still typing. */
let withheld = false;
let ticket = 0;
let answering = 0;
let pause = 0;

/** @param {EventTarget | null} target */
export function answerChanged(target) {
  const question = target instanceof Element && target.closest("[data-fact]");
  if (question instanceof HTMLElement) reconcile(question, target);
  if (!isReady() || hasStopped()) return;
  ticket += 1;
  setState("ready");
  askSoon();
}

function askSoon() {
  clearTimeout(pause);
  pause = setTimeout(ask, 120);
}

const hasAnswers = () => Object.keys(readAnswers(form)).length > 0;

/** @param {string} [to] where to go once the findings are there: "result" or a criterion */
export function check(to = "result") {
  checked = true;
  goal = to;
  if (isReady()) ask();
  else promiseFindings();
}

/** Send the present answers to the rules. */
function ask() {
  clearTimeout(pause);
  clearTimeout(answering);
  if (hasStopped()) return;
  ticket += 1;
  setState("ready");
  answering = setTimeout(() => failStart("broken"), 30_000);
  askRules(ticket, JSON.stringify(readAnswers(form)));
}

/**
 * @param {string} text what the rules returned: an assessment, or problems
 * @param {string} referral
 */
function show(text, referral) {
  clearTimeout(answering);
  const found = JSON.parse(text);
  withheld = false;
  if (!checked && !hasAnswers()) resetSummary("empty");
  else withheld = !showSummary(found, factAt(document.activeElement), goal !== null);
  if (!checked) return;
  result.hidden = true;
  // A list of problems above the form would move the field that somebody is typing into.
  if (withheld) return sendPrintHeight();
  const wrong = "problems" in found;
  details.textContent = text;
  summary.value = referral;
  showProblems(problems, wrong ? found.problems : []);
  if (!wrong) showAssessment(result, found);
  result.hidden = wrong;
  sendPrintHeight();
  setState("result");
  if (goal) goTo(wrong ? problems : (one(result, `#finding-${goal}`) ?? one(result, "h2")));
  goal = null;
}

/** Which sentence the summary panel shows while there are no findings. */
function withoutFindings() {
  if (hasStopped()) return "failed";
  return isReady() ? "empty" : "waiting";
}

/**
 * Clear every answer and everything made from them.
 * @param {string | null} [words] which sentence to announce
 */
export function clearAll(words = null) {
  ticket += 1;
  checked = false;
  goal = null;
  clearTimeout(pause);
  clearTimeout(answering);
  clearAnswers(form);
  showProblems(problems, []);
  result.hidden = true;
  details.textContent = "";
  summary.value = "";
  for (const text of all(result, "[data-explanation]")) text.textContent = "";
  for (const entries of all(result, "[data-entries]")) entries.replaceChildren();
  sendPrintHeight();
  resetSummary(withoutFindings(), words);
  if (isReady()) setState("ready");
}

/** Python has started: ask about what was answered in the meantime. */
export function rulesReady() {
  setState("ready");
  resetSummary("empty");
  if (checked || hasAnswers()) ask();
}

export function rulesFailed() {
  clearTimeout(answering);
  setState("failed");
  result.hidden = true;
  resetSummary("failed");
  sendPrintHeight();
}

/** @param {any} message what the rules returned, from the worker */
export function rulesAnswered(message) {
  if (message.ticket === ticket) show(message.assessment, message.summary);
}

/** @param {Element | null} element */
function factAt(element) {
  const asked = element?.closest("[data-fact]");
  return asked instanceof HTMLElement ? asked.dataset.fact : undefined;
}

/** Ask again once somebody has left the field whose problem was not shown yet. */
export const fieldLeft = () => withheld && askSoon();
