// @ts-check
// Asking: puts the answers to the rules whenever they change, shows what comes back if it is still
// wanted, and forgets it all.
"use strict";

const Asking = (() => {
  const { all, one } = Results;
  const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
  const result = /** @type {HTMLElement} */ (document.getElementById("result"));
  const problems = /** @type {HTMLElement} */ (document.getElementById("problems"));
  const details = one(result, "[data-assessment]");
  const summary = /** @type {HTMLTextAreaElement} */ (one(result, "[data-summary]"));

  /** True once a person has asked for findings: from then on they follow every change. */
  let checked = false;
  /**
   * Where a person asked to be led once the findings are there: to their beginning, or to those of
   * one criterion.
   * @type {string | null}
   */
  let goal = null;
  /** True while problems are not told because someone is still typing there. */
  let withheld = false;
  let ticket = 0;
  let answering = 0;
  let waiting = 0;

  /** @param {EventTarget | null} target */
  function changed(target) {
    const question = target instanceof Element && target.closest("[data-fact]");
    if (question instanceof HTMLElement) Answers.reconcile(question, target);
    if (!Runtime.isReady() || Runtime.hasStopped()) return;
    ticket += 1;
    Telling.state("ready");
    soon();
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  }

  const hasAnswers = () => Object.keys(Answers.read(form)).length > 0;

  /** @param {string} [to] where to lead once the findings are there: "result" or a criterion */
  function check(to = "result") {
    checked = true;
    goal = to;
    if (Runtime.isReady()) ask();
    else Runtime.promise();
  }

  /** Put the answers, as they stand now, to the rules. */
  function ask() {
    clearTimeout(waiting);
    clearTimeout(answering);
    if (Runtime.hasStopped()) return;
    ticket += 1;
    Telling.state("ready");
    answering = setTimeout(() => Runtime.fail("broken"), 30_000);
    Runtime.ask(ticket, JSON.stringify(Answers.read(form)));
  }

  /**
   * @param {string} text what the rules said: an assessment, or problems
   * @param {string} referral
   */
  function show(text, referral) {
    clearTimeout(answering);
    const found = JSON.parse(text);
    withheld = false;
    if (!checked && !hasAnswers()) Live.reset("empty");
    else withheld = !Live.show(found, factAt(document.activeElement), goal !== null);
    if (!checked) return;
    result.hidden = true;
    // A summary of problems above the form would push away the field that is being typed into.
    if (withheld) return Telling.heightOnPaper();
    const wrong = found.format.endsWith("-problems/1");
    details.textContent = text;
    summary.value = referral;
    Results.showProblems(problems, wrong ? found.problems : []);
    if (!wrong) Results.showAssessment(result, found);
    result.hidden = wrong;
    Telling.heightOnPaper();
    Telling.state("result");
    if (goal) Telling.place(wrong ? problems : (one(result, `#finding-${goal}`) ?? one(result, "h2")));
    goal = null;
  }

  /** What the findings so far have to say where there are none. */
  function resting() {
    if (Runtime.hasStopped()) return "failed";
    return Runtime.isReady() ? "empty" : "waiting";
  }

  /**
   * Forget every answer and everything made from them.
   * @param {string | null} [words] what a screen reader is told of it
   */
  function clear(words = null) {
    ticket += 1;
    checked = false;
    goal = null;
    clearTimeout(waiting);
    clearTimeout(answering);
    Answers.clear(form);
    Results.showProblems(problems, []);
    result.hidden = true;
    details.textContent = "";
    summary.value = "";
    for (const text of all(result, "[data-explanation]")) text.textContent = "";
    for (const entries of all(result, "[data-entries]")) entries.replaceChildren();
    Telling.heightOnPaper();
    Live.reset(resting(), words);
    if (Runtime.isReady()) Telling.state("ready");
  }

  /** Python has started: what was answered meanwhile is asked now. */
  function ready() {
    Telling.state("ready");
    Live.reset("empty");
    if (checked || hasAnswers()) ask();
  }

  function failed() {
    clearTimeout(answering);
    Telling.state("failed");
    result.hidden = true;
    Live.reset("failed");
    Telling.heightOnPaper();
  }

  /** @param {any} message what the rules said, from the worker */
  function answered(message) {
    if (message.ticket === ticket) show(message.assessment, message.summary);
  }

  /** @param {Element | null} element */
  function factAt(element) {
    const asked = element?.closest("[data-fact]");
    return asked instanceof HTMLElement ? asked.dataset.fact : undefined;
  }

  /** Ask again, once whoever types has left the field of which nothing was said. */
  const left = () => withheld && soon();

  return Object.freeze({ changed, left, check, clear, ready, failed, answered });
})();
