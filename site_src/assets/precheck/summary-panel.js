// @ts-check
/*! Summary panel: the findings so far, beside the form, while somebody fills it in. It never moves the
 * focus, and it speaks to a screen reader only if the outcome changes, after a pause in typing. */

import { enteredText } from "./answers.js";
import { all, choose, fillList, one } from "./dom.js";
import { groupOf, labelOf, nameFact, questionOf } from "./results.js";

/** @import { Assessment, Problem } from "./results.js" */

const PAUSE = 1000;
const AT_MOST = 3;
export const panel = /** @type {HTMLElement} */ (document.getElementById("live"));
const announcement = /** @type {HTMLElement} */ (document.getElementById("announcement"));
let timer = 0;
let announced = "";

/**
 * Show what the rules returned.
 * @param {Assessment | {format: string, problems: Problem[]}} found
 * @param {string | undefined} beingTyped the fact whose field has the focus
 * @param {boolean} asked whether a person pressed the button
 * @returns {boolean} false if nothing is shown yet, because somebody is still typing
 */
export function showSummary(found, beingTyped, asked) {
  if ("problems" in found) return showSummaryOfProblems(found.problems, beingTyped, asked);
  const blocking = found.criteria.filter((criterion) => groupOf(criterion) === "stands");
  const known = found.criteria.filter(({ finding }) => finding !== "unknown").length;
  setPanelState(found.outcome);
  one(panel, "[data-known]").textContent = String(known);
  one(panel, "[data-count]").hidden = false;
  one(panel, "[data-standing]").textContent = String(blocking.length);
  fillList(one(panel, "[data-in-the-way]"), blocking.slice(0, AT_MOST), (entry, { id, facts }) => {
    const link = one(entry, "a");
    const answered = facts.find((fact) => !isEmpty(fact));
    link.textContent = answered ? `${id}: ${labelOf(answered)}` : id;
    link.dataset.goal = id;
    link.setAttribute("href", `#finding-${id}`);
  });
  fillList(one(panel, "[data-first]"), found.ask.slice(0, AT_MOST), nameFact);
  announce(found.outcome, `${found.outcome} ${blocking.length}`, known, asked);
  return true;
}

/**
 * @param {readonly Problem[]} problems
 * @param {string | undefined} beingTyped
 * @param {boolean} asked
 */
function showSummaryOfProblems(problems, beingTyped, asked) {
  const unfinished = problems.every(({ fact }) => fact === beingTyped);
  if (unfinished && !asked) return false;
  const needed = problems.every(({ fact }) => isEmpty(fact));
  setPanelState(needed ? "needed" : "problems");
  one(panel, "[data-count]").hidden = true;
  fillList(one(panel, "[data-in-the-way]"), [], () => {});
  fillList(one(panel, "[data-first]"), [], () => {});
  fillList(one(panel, "[data-correct]"), problems.slice(0, AT_MOST), (entry, { fact }) => nameFact(entry, fact));
  const words = needed && !asked ? "needed" : "problems";
  announce(words, words, 0, asked);
  return true;
}

/** @param {string} fact */
const isEmpty = (fact) => enteredText(questionOf(fact)) === "";

/** @param {string} name */
function setPanelState(name) {
  panel.dataset.state = name;
  choose(panel, "data-live", name);
  choose(panel, "data-when", name === "needed" || name === "problems" ? "wrong" : "found");
  one(panel, "[data-correct]").hidden = true;
}

/**
 * Announce the outcome to screen readers, unless nothing has changed.
 * @param {string | null} words which of the sentences
 * @param {string} news what would make it new; equal to the last one if nothing has changed
 * @param {number} known
 * @param {boolean} [now]
 */
function announce(words, news, known, now = false) {
  clearTimeout(timer);
  if (news === announced && !now) return;
  timer = setTimeout(() => {
    announced = news;
    for (const count of all(announcement, "[data-known]")) count.textContent = String(known);
    choose(announcement, "data-state", words);
  }, now ? 0 : PAUSE);
}

/**
 * Remove what was shown.
 * @param {"waiting" | "empty" | "failed"} name
 * @param {string | null} [words] which sentence to announce
 */
export function resetSummary(name, words = null) {
  setPanelState(name);
  one(panel, "[data-count]").hidden = true;
  one(panel, "[data-known]").textContent = "0";
  for (const part of ["in-the-way", "first", "correct"]) {
    fillList(one(panel, `[data-${part}]`), [], () => {});
  }
  announce(words, words ?? "", 0, true);
}
