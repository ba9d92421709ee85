// @ts-check
/*! Print layout: how the findings fit on sheets of A4. The browser's print menu prints the page around
 * the frame. That page must know in advance how much space the frame needs, and the browser cuts a frame
 * wherever a sheet ends, even through a line of text. So this module lays out the findings as for print,
 * moves what would be cut to the next sheet, and restores the screen layout before anything is painted. */

const MILLIMETRE = 96 / 25.4;
const MARGINS = 2 * 14; // of @page in site.css
const WIDTH = Math.floor((210 - MARGINS) * MILLIMETRE);
/** Browsers round the height of a sheet, some to whole pixels of their printer. */
const LEAST = Math.floor((297 - MARGINS) * MILLIMETRE);
const MOST = LEAST + 4;
/** How much must follow a heading on the same sheet. */
const AFTER_HEADING = 120;
/** Allowance for rounding and margins. */
const SPARE = 24;
const PARTS = ".outcome > *, [data-warnings], [data-ask] > *, .findings > *, .finding, #result > .hint";
const root = document.documentElement;
const form = /** @type {HTMLElement} */ (document.getElementById("answers"));
const result = /** @type {HTMLElement} */ (document.getElementById("result"));
const workspace = /** @type {HTMLElement} */ (form.parentElement);

/** @returns {number} the height of the frame on paper, in pixels */
export function printHeight() {
  const lists = Array.from(document.styleSheets).flatMap((sheet) => queries(sheet.cssRules));
  const before = lists.map((list) => list.mediaText);
  for (const list of lists) list.mediaText = whenPrinted(list.mediaText);
  // The form stays rendered, or it would lose the focus and a text that is being composed.
  form.style.display = "block";
  root.style.inlineSize = `${WIDTH}px`;
  workspace.style.position = "absolute";
  moveToNextSheets();
  const whole = root.getBoundingClientRect().height;
  for (const element of [root, form, workspace]) element.removeAttribute("style");
  for (const [number, list] of lists.entries()) list.mediaText = before[number];
  return Math.ceil(whole) + SPARE;
}

/** Move what the end of a sheet would cut to the next sheet, from the top down. */
function moveToNextSheets() {
  const parts = /** @type {NodeListOf<HTMLElement>} */ (result.querySelectorAll(PARTS));
  for (const part of parts) part.removeAttribute("style");
  for (const part of parts) {
    const { top, height: tall } = part.getBoundingClientRect();
    const needed = /^H\d$/.test(part.tagName) ? tall + AFTER_HEADING : tall;
    const sheet = Math.floor((top + scrollY) / MOST) + 1;
    const left = sheet * MOST - (top + scrollY);
    if (tall === 0 || top + scrollY + needed <= sheet * LEAST || needed > LEAST) continue;
    const margin = Number.parseFloat(getComputedStyle(part).marginBlockStart) || 0;
    part.style.setProperty("--push", `${margin + left}px`);
    // Collapsing margins add up to less.
    const missing = left - (part.getBoundingClientRect().top - top);
    if (missing > 0) part.style.setProperty("--push", `${margin + left + missing}px`);
  }
}

/** Print only the frame: the browser breaks it between lines, so nothing is moved. */
export function printFrame() {
  root.toggleAttribute("data-alone", true);
  window.print();
  root.toggleAttribute("data-alone", false);
}

/**
 * Return what a media query evaluates to on this paper.
 * @param {string} query
 */
function whenPrinted(query) {
  if (query === "print") return "all";
  const [, end, size] = /\((min|max)-width: ([\d.]+)em\)/.exec(query) ?? [];
  if (!end) return query;
  return (end === "min") === Number(size) * 16 <= WIDTH ? "all" : "not all";
}

/**
 * @param {CSSRuleList} rules
 * @returns {MediaList[]}
 */
const queries = (rules) =>
  Array.from(rules).flatMap((rule) => (rule instanceof CSSMediaRule ? [rule.media] : []));
