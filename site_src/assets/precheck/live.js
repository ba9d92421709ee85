// @ts-check
// Live: the findings so far, beside the form, while it is being filled in. Short, and quiet: it moves
// no focus, and a screen reader is told only when the outcome is another one, once the hands rest.
"use strict";

const Live = (() => {
  const { all, choose, groupOf, list, nameFact, one, question, label } = Results;
  const REST = 1000;
  const FIRST = 3;
  const panel = /** @type {HTMLElement} */ (document.getElementById("live"));
  const announcement = /** @type {HTMLElement} */ (document.getElementById("announcement"));
  let pause = 0;
  let told = "";

  /**
   * Show what the rules said.
   * @param {Assessment | {format: string, problems: Problem[]}} found
   * @param {string | undefined} beingTyped the fact in whose field the focus is
   * @param {boolean} asked whether a person pressed the button for it
   * @returns {boolean} false where it is withheld, because someone is still typing
   */
  function show(found, beingTyped, asked) {
    if ("problems" in found) return showProblems(found.problems, beingTyped, asked);
    const stands = found.criteria.filter((criterion) => groupOf(criterion) === "stands");
    const known = found.criteria.filter(({ finding }) => finding !== "unknown").length;
    state(found.outcome);
    one(panel, "[data-known]").textContent = String(known);
    one(panel, "[data-count]").hidden = false;
    one(panel, "[data-standing]").textContent = String(stands.length);
    list(one(panel, "[data-in-the-way]"), stands.slice(0, FIRST), (entry, { id, facts }) => {
      const link = one(entry, "a");
      const answered = facts.find((fact) => !isEmpty(fact));
      link.textContent = answered ? `${id}: ${label(answered)}` : id;
      link.dataset.goal = id;
      link.setAttribute("href", `#finding-${id}`);
    });
    list(one(panel, "[data-first]"), found.ask.slice(0, FIRST), nameFact);
    announce(found.outcome, `${found.outcome} ${stands.length}`, known, asked);
    return true;
  }

  /**
   * @param {readonly Problem[]} problems
   * @param {string | undefined} beingTyped
   * @param {boolean} asked
   */
  function showProblems(problems, beingTyped, asked) {
    const unfinished = problems.every(({ fact }) => fact === beingTyped);
    if (unfinished && !asked) return false;
    const needed = problems.every(({ fact }) => isEmpty(fact));
    state(needed ? "needed" : "problems");
    one(panel, "[data-count]").hidden = true;
    list(one(panel, "[data-in-the-way]"), [], () => {});
    list(one(panel, "[data-first]"), [], () => {});
    list(one(panel, "[data-mend]"), problems.slice(0, FIRST), (entry, { fact }) => nameFact(entry, fact));
    const words = needed && !asked ? "needed" : "problems";
    announce(words, words, 0, asked);
    return true;
  }

  /** @param {string} fact */
  const isEmpty = (fact) => Answers.shown(question(fact)) === "";

  /** @param {string} name */
  function state(name) {
    panel.dataset.state = name;
    choose(panel, "data-live", name);
    choose(panel, "data-when", name === "needed" || name === "problems" ? "wrong" : "found");
    one(panel, "[data-mend]").hidden = true;
  }

  /**
   * Tell a screen reader, politely, if there is anything new.
   * @param {string | null} words which of the sentences
   * @param {string} news the same as before, where nothing new is to be told
   * @param {number} known
   * @param {boolean} [now]
   */
  function announce(words, news, known, now = false) {
    clearTimeout(pause);
    if (news === told && !now) return;
    pause = setTimeout(() => {
      told = news;
      for (const count of all(announcement, "[data-known]")) count.textContent = String(known);
      choose(announcement, "data-state", words);
    }, now ? 0 : REST);
  }

  /**
   * Forget what was shown.
   * @param {"waiting" | "empty" | "failed"} name
   * @param {string | null} [words] what a screen reader is told of it
   */
  function reset(name, words = null) {
    state(name);
    one(panel, "[data-count]").hidden = true;
    one(panel, "[data-known]").textContent = "0";
    for (const part of ["in-the-way", "first", "mend"]) {
      list(one(panel, `[data-${part}]`), [], () => {});
    }
    announce(words, words ?? "", 0, true);
  }

  return Object.freeze({ show, reset, panel });
})();
