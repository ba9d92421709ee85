// @ts-check
/*! Answers: read them from the form in the shape that the rules expect, keep "None of these" and "Not
 * known" apart from other choices, show what was entered, and clear everything. */

/** @typedef {Record<string, string | string[]>} AnswersGiven */

const NOT_KNOWN = "";
const NONE = "none";

/**
 * Every question of the form, in order.
 * @param {ParentNode} form
 * @returns {HTMLElement[]}
 */
const allQuestions = (form) => Array.from(form.querySelectorAll("[data-fact]"));

/**
 * @param {HTMLElement} question
 * @param {string} [type]
 * @returns {HTMLInputElement[]}
 */
const inputs = (question, type) =>
  Array.from(question.querySelectorAll(type ? `input[type=${type}]` : "input"));

/** @param {HTMLElement} question */
const ticked = (question) => inputs(question).filter((input) => input.checked);

/**
 * Read the whole form: fact to text or list of texts. What is not known is left out.
 * @param {ParentNode} form
 * @returns {AnswersGiven}
 */
export function readAnswers(form) {
  /** @type {AnswersGiven} */
  const answers = {};
  for (const question of allQuestions(form)) {
    const answer = readOne(question);
    if (answer !== undefined) answers[/** @type {string} */ (question.dataset.fact)] = answer;
  }
  return answers;
}

/**
 * @param {HTMLElement} question
 * @returns {string | string[] | undefined}
 */
function readOne(question) {
  const values = ticked(question).map((input) => input.value);
  if (question.dataset.widget === "radios") return values[0] || undefined;
  if (question.dataset.widget === "checkboxes") {
    if (values.includes(NONE)) return [];
    const named = values.filter((value) => value !== NOT_KNOWN);
    return named.length ? named : undefined;
  }
  const typed = inputs(question, "text")[0].value.trim();
  if (typed) return withUnit(question, typed);
  return values.find((value) => value !== NOT_KNOWN);
}

/**
 * Add the unit that was chosen, unless it was typed as well.
 * @param {HTMLElement} question
 * @param {string} typed
 */
function withUnit(question, typed) {
  const unit = question.querySelector("select")?.value ?? question.dataset.unit ?? "";
  return unit === "" || typed.endsWith(unit) ? typed : `${typed} ${unit}`;
}

/**
 * Return what a person entered, in the words on the page, or "" if nothing.
 * @param {HTMLElement} question
 */
export function enteredText(question) {
  const typed = inputs(question, "text")[0]?.value.trim();
  if (typed) {
    const choice = question.querySelector("select")?.selectedOptions[0];
    const unit = choice?.value ? choice.text : (question.dataset.unit ?? "");
    return unit === "" || typed.endsWith(unit) ? typed : `${typed} ${unit}`;
  }
  return ticked(question)
    .map((input) => input.labels?.[0]?.textContent?.trim() ?? "")
    .join("; ");
}

/**
 * Remove answers to a question that contradict the one just given.
 * @param {HTMLElement} question
 * @param {EventTarget | null} changed
 */
export function reconcile(question, changed) {
  if (!(changed instanceof HTMLInputElement)) return;
  if (changed.type === "text" && changed.value.trim()) {
    for (const box of inputs(question, "checkbox")) box.checked = false;
  }
  if (changed.type !== "checkbox" || !changed.checked) return;
  const alone = changed.value === NOT_KNOWN || changed.value === NONE || isText(question);
  for (const box of inputs(question, "checkbox")) {
    if (box !== changed && (alone || [NOT_KNOWN, NONE].includes(box.value))) box.checked = false;
  }
  for (const text of inputs(question, "text")) text.value = "";
}

/** @param {HTMLElement} question */
const isText = (question) => inputs(question, "text").length > 0;

/** @param {HTMLFormElement} form */
export function clearAnswers(form) {
  form.reset();
  for (const input of form.querySelectorAll("input")) {
    if (input.type === "text") input.value = "";
    else input.checked = false;
  }
  for (const select of form.querySelectorAll("select")) select.selectedIndex = 0;
}
