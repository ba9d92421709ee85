// @ts-check
/*! Results: show the findings that Python returned, in the words that are in the page. This module writes
 * no sentence of its own: it shows, hides, orders and fills in. */

import { enteredText } from "./answers.js";
import { all, choose, fillList, one } from "./dom.js";
import { settings } from "./settings.js";

/**
 * @typedef {{id: string, question: string, findings: Record<string, string>}} Reading
 * @typedef {{id: string, kind: string, finding: string, because: string | null, changes: string,
 *   lapses_on: string | null, needs: string[], readings: Reading[], facts: string[],
 *   explanation: string}} CriterionFound
 * @typedef {{format: string, outcome: string, open_from: string | null, ask: string[],
 *   assessment_date: string, rules_sha256: string, criteria: CriterionFound[],
 *   warnings?: {facts: string[], message: string}[]}} Assessment
 * @typedef {{fact: string, code: string, message: string}} Problem
 */

/** How many open questions are shown at once; the numbering in the template continues from it. */
const AT_ONCE = 3;

/**
 * Replace UCUM units by printed ones.
 * @param {string} text
 */
const withPrintedUnits = (text) =>
  Object.entries(settings.units).reduce((so, [unit, printed]) => so.replaceAll(unit, printed), text);

/** @param {string} fact */
export const questionOf = (fact) => one(document, `[data-fact="${CSS.escape(fact)}"]`);

/** @param {string} fact */
export const labelOf = (fact) => one(questionOf(fact), "[data-label]").textContent?.trim() ?? "";

/**
 * Point a link to a question.
 * @param {HTMLElement} link
 * @param {string} fact
 */
function linkToQuestion(link, fact) {
  link.dataset.question = fact;
  link.setAttribute("href", `#question-${fact}`);
}

/**
 * Fill a list entry with a fact's label and a link to its question.
 * @param {HTMLElement} entry
 * @param {string} fact
 */
export function nameFact(entry, fact) {
  const link = one(entry, "a");
  link.textContent = labelOf(fact);
  linkToQuestion(link, fact);
}

/**
 * Write a date in the page's language.
 * @param {HTMLElement} time
 * @param {string} iso
 */
function writeDate(time, iso) {
  time.setAttribute("datetime", iso);
  const day = new Date(`${iso}T12:00:00Z`);
  time.textContent = new Intl.DateTimeFormat(document.documentElement.dataset.locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(day);
}

/**
 * Show an assessment.
 * @param {HTMLElement} result
 * @param {Assessment} found
 */
export function showAssessment(result, found) {
  choose(result, "data-outcome", found.outcome);
  const from = one(result, "[data-open-from]");
  from.hidden = !found.open_from;
  if (found.open_from) writeDate(one(from, "time"), found.open_from);
  writeDate(one(result, "[data-assessed-on]"), found.assessment_date);
  showOpenQuestions(one(result, "[data-ask]"), found.ask);
  fillList(one(result, "[data-warnings]"), found.warnings ?? [], (entry, warning) => {
    entry.textContent = warning.message;
  });
  for (const criterion of found.criteria) showCriterion(result, criterion);
  for (const group of all(result, "[data-group]")) {
    const criteria = one(group, "[data-criteria]");
    const count = criteria.childElementCount;
    criteria.hidden = count === 0;
    one(group, "[data-count]").textContent = String(count);
    one(group, "[data-none]").hidden = count > 0;
  }
  one(result, "[data-rules-sha256]").textContent = found.rules_sha256;
}

/**
 * Show what could still change the outcome: the most decisive at once, the rest on demand.
 * @param {HTMLElement} holder
 * @param {readonly string[]} facts
 */
function showOpenQuestions(holder, facts) {
  const rest = facts.slice(AT_ONCE);
  holder.hidden = facts.length === 0;
  fillList(one(holder, "[data-ask-first]"), facts.slice(0, AT_ONCE), nameFact);
  fillList(one(holder, "[data-ask-rest]"), rest, nameFact);
  one(holder, "[data-rest]").textContent = String(rest.length);
}

/** @param {CriterionFound} criterion */
export function groupOf(criterion) {
  if (criterion.finding === "unknown") return "open";
  const bad = criterion.kind === "inclusion" ? "false" : "true";
  return criterion.finding === bad ? "stands" : "settled";
}

/**
 * @param {HTMLElement} result
 * @param {CriterionFound} criterion
 */
function showCriterion(result, criterion) {
  const item = one(result, `[data-criterion="${criterion.id}"]`);
  item.dataset.finding = criterion.finding;
  one(result, `[data-group="${groupOf(criterion)}"] [data-criteria]`).append(item);
  choose(item, "data-says", criterion.finding);
  choose(item, "data-because", criterion.because);
  one(item, "[data-explanation]").textContent = withPrintedUnits(criterion.explanation);
  const lapses = one(item, "[data-lapses]");
  lapses.hidden = !criterion.lapses_on;
  if (criterion.lapses_on) writeDate(one(lapses, "time"), criterion.lapses_on);
  fillList(one(item, "[data-needs]"), criterion.needs, nameFact);
  const entered = criterion.facts.filter((fact) => enteredText(questionOf(fact)));
  // If nothing is known, the list of what would settle it says all that the explanation says.
  one(item, "[data-explanation]").hidden = criterion.because === "missing" && !entered.length;
  fillList(one(item, "[data-entered]"), entered, (entry, fact) => {
    one(entry, "[data-name]").textContent = labelOf(fact);
    one(entry, "[data-value]").textContent = enteredText(questionOf(fact));
  });
  for (const reading of all(item, "[data-reading]")) {
    const disagreeing = criterion.readings.find(({ id }) => id === reading.dataset.reading);
    reading.hidden = !disagreeing;
    for (const alternative of all(reading, "[data-alternative]")) {
      const letter = /** @type {string} */ (alternative.dataset.alternative);
      choose(alternative, "data-gives", disagreeing?.findings[letter] ?? null);
    }
  }
}

/**
 * Show what is wrong with the answers: in a summary, and beside each field.
 * @param {HTMLElement} summary
 * @param {readonly Problem[]} problems
 */
export function showProblems(summary, problems) {
  fillList(summary, problems, (entry, problem) => {
    const link = one(entry, "a");
    link.textContent = problem.message;
    linkToQuestion(link, problem.fact);
  });
  for (const asked of all(document, "[data-fact]")) {
    const mine = problems.filter(({ fact }) => fact === asked.dataset.fact);
    const error = one(asked, "[data-error]");
    error.hidden = mine.length === 0;
    const name = `${labelOf(asked.dataset.fact ?? "")}: `;
    one(error, "[data-message]").textContent = mine
      .map(({ message }) => (message.startsWith(name) ? message.slice(name.length) : message))
      .join(" ");
    asked.toggleAttribute("data-wrong", mine.length > 0);
    describe(asked, error.hidden ? null : error.id);
    for (const control of all(asked, "input[type=text], select")) {
      if (mine.length) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

/**
 * Describe a question by its hint, its unit and, only if there is one, its error: screen readers read
 * descriptions even if they are hidden.
 * @param {HTMLElement} asked
 * @param {string | null} error
 */
function describe(asked, error) {
  const described = asked.matches("fieldset") ? asked : one(asked, "input[type=text]");
  const always = [".hint", ".unit-fixed"].map((part) => one(asked, part)?.id);
  const by = [...always, error].filter(Boolean).join(" ");
  if (by) described.setAttribute("aria-describedby", by);
  else described.removeAttribute("aria-describedby");
}
