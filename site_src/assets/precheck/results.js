// @ts-check
// The results: puts the findings that Python returned into the words that the page came with. It
// makes no sentence of its own; it shows, hides, orders and fills in.
"use strict";

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

const Results = (() => {
  /** How many of the things to find out are shown without asking; the template counts on from it. */
  const AT_ONCE = 3;

  /**
   * @param {ParentNode} within
   * @param {string} selector
   * @returns {HTMLElement}
   */
  const one = (within, selector) => /** @type {HTMLElement} */ (within.querySelector(selector));

  /**
   * @param {ParentNode} within
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  const all = (within, selector) => Array.from(within.querySelectorAll(selector));

  /**
   * Show, of the children made for different values, the one for this value.
   * @param {ParentNode} within
   * @param {string} attribute
   * @param {string | null} value
   */
  function choose(within, attribute, value) {
    for (const element of all(within, `[${attribute}]`)) {
      element.hidden = element.getAttribute(attribute) !== value;
    }
  }

  /**
   * Fill a list from its template, one entry per item; hide it where there is none.
   * @template T
   * @param {HTMLElement} holder holds a <template> and a [data-entries] element
   * @param {readonly T[]} items
   * @param {(entry: HTMLElement, item: T) => void} fill
   */
  function list(holder, items, fill) {
    const template = /** @type {HTMLTemplateElement} */ (holder.querySelector("template"));
    const entries = items.map((item) => {
      const entry = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
      fill(entry, item);
      return entry;
    });
    one(holder, "[data-entries]").replaceChildren(...entries);
    holder.hidden = items.length === 0;
  }

  /** @type {{units: Record<string, string>}} */
  const { units } = JSON.parse(one(document, "#settings").textContent ?? "");

  /**
   * Write units as people do.
   * @param {string} text
   */
  const asPeopleWrite = (text) =>
    Object.entries(units).reduce((said, [unit, printed]) => said.replaceAll(unit, printed), text);

  /** @param {string} fact */
  const question = (fact) => one(document, `[data-fact="${CSS.escape(fact)}"]`);

  /** @param {string} fact */
  const label = (fact) => one(question(fact), "[data-label]").textContent?.trim() ?? "";

  /**
   * Make a link lead to a question.
   * @param {HTMLElement} link
   * @param {string} fact
   */
  function leadTo(link, fact) {
    link.dataset.question = fact;
    link.setAttribute("href", `#question-${fact}`);
  }

  /**
   * Let an entry of a list name a fact and lead to its question.
   * @param {HTMLElement} entry
   * @param {string} fact
   */
  function nameFact(entry, fact) {
    const link = one(entry, "a");
    link.textContent = label(fact);
    leadTo(link, fact);
  }

  /**
   * Write a date as people read it.
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
  function showAssessment(result, found) {
    choose(result, "data-outcome", found.outcome);
    const from = one(result, "[data-open-from]");
    from.hidden = !found.open_from;
    if (found.open_from) writeDate(one(from, "time"), found.open_from);
    writeDate(one(result, "[data-assessed-on]"), found.assessment_date);
    showAsked(one(result, "[data-ask]"), found.ask);
    list(one(result, "[data-warnings]"), found.warnings ?? [], (entry, warning) => {
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
   * @param {HTMLElement} asked
   * @param {readonly string[]} facts
   */
  function showAsked(asked, facts) {
    const rest = facts.slice(AT_ONCE);
    asked.hidden = facts.length === 0;
    list(one(asked, "[data-ask-first]"), facts.slice(0, AT_ONCE), nameFact);
    list(one(asked, "[data-ask-rest]"), rest, nameFact);
    one(asked, "[data-rest]").textContent = String(rest.length);
  }

  /** @param {CriterionFound} criterion */
  function groupOf(criterion) {
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
    one(item, "[data-explanation]").textContent = asPeopleWrite(criterion.explanation);
    const lapses = one(item, "[data-lapses]");
    lapses.hidden = !criterion.lapses_on;
    if (criterion.lapses_on) writeDate(one(lapses, "time"), criterion.lapses_on);
    list(one(item, "[data-needs]"), criterion.needs, nameFact);
    const entered = criterion.facts.filter((fact) => Answers.shown(question(fact)));
    // Where nothing is known, the list of what would settle it says all that the explanation says.
    one(item, "[data-explanation]").hidden = criterion.because === "missing" && !entered.length;
    list(one(item, "[data-entered]"), entered, (entry, fact) => {
      one(entry, "[data-name]").textContent = label(fact);
      one(entry, "[data-value]").textContent = Answers.shown(question(fact));
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
  function showProblems(summary, problems) {
    list(summary, problems, (entry, problem) => {
      const link = one(entry, "a");
      link.textContent = problem.message;
      leadTo(link, problem.fact);
    });
    for (const asked of all(document, "[data-fact]")) {
      const mine = problems.filter(({ fact }) => fact === asked.dataset.fact);
      const error = one(asked, "[data-error]");
      error.hidden = mine.length === 0;
      const name = `${label(asked.dataset.fact ?? "")}: `;
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
   * Describe a question by its hint, its unit and, only while there is one, by what is wrong: a screen reader
   * reads descriptions that are hidden, too.
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

  return Object.freeze({
    showAssessment, showProblems, choose, list, nameFact, label, question, groupOf, one, all,
  });
})();
