// @ts-check
// Paper: how the findings lie on the sheets of A4 that the browser's own menu prints. It prints the page
// around the frame, which must know beforehand how much room to keep there, and it cuts a frame wherever
// a sheet ends, through the middle of a line. So the findings are laid out once as in print, and back,
// before anything is painted: what would be cut is pushed on to the next sheet.
"use strict";

const Paper = (() => {
  const MILLIMETRE = 96 / 25.4;
  const MARGINS = 2 * 14; // of @page in site.css
  const WIDTH = Math.floor((210 - MARGINS) * MILLIMETRE);
  /** Browsers round what fits on a sheet, some up to whole pixels of their printer. */
  const LEAST = Math.floor((297 - MARGINS) * MILLIMETRE);
  const MOST = LEAST + 4;
  /** What must stand below a heading on the same sheet. */
  const COMPANY = 120;
  /** For what rounding and margins add. */
  const SPARE = 24;
  const PARTS = ".outcome > *, [data-warnings], [data-ask] > *, .findings > *, .finding, #result > .hint";
  const root = document.documentElement;
  const form = /** @type {HTMLElement} */ (document.getElementById("answers"));
  const result = /** @type {HTMLElement} */ (document.getElementById("result"));
  const workspace = /** @type {HTMLElement} */ (form.parentElement);

  /** @returns {number} pixels */
  function height() {
    const lists = Array.from(document.styleSheets).flatMap((sheet) => queries(sheet.cssRules));
    const before = lists.map((list) => list.mediaText);
    for (const list of lists) list.mediaText = onPaper(list.mediaText);
    // The form keeps its boxes, or it would lose the focus and what is being composed in a field.
    form.style.display = "block";
    root.style.inlineSize = `${WIDTH}px`;
    workspace.style.position = "absolute";
    pushOn();
    const whole = root.getBoundingClientRect().height;
    for (const element of [root, form, workspace]) element.removeAttribute("style");
    for (const [number, list] of lists.entries()) list.mediaText = before[number];
    return Math.ceil(whole) + SPARE;
  }

  /** Push what a sheet's end would cut on to the next sheet, from the top down. */
  function pushOn() {
    const parts = /** @type {NodeListOf<HTMLElement>} */ (result.querySelectorAll(PARTS));
    for (const part of parts) part.removeAttribute("style");
    for (const part of parts) {
      const { top, height: tall } = part.getBoundingClientRect();
      const needed = /^H\d$/.test(part.tagName) ? tall + COMPANY : tall;
      const sheet = Math.floor((top + scrollY) / MOST) + 1;
      const left = sheet * MOST - (top + scrollY);
      if (tall === 0 || top + scrollY + needed <= sheet * LEAST || needed > LEAST) continue;
      const margin = Number.parseFloat(getComputedStyle(part).marginBlockStart) || 0;
      part.style.setProperty("--push", `${margin + left}px`);
      // Margins that lie over one another add up to less.
      const lacking = left - (part.getBoundingClientRect().top - top);
      if (lacking > 0) part.style.setProperty("--push", `${margin + left + lacking}px`);
    }
  }

  /** Print the frame alone: the browser breaks it well, so nothing is pushed. */
  function print() {
    root.toggleAttribute("data-alone", true);
    window.print();
    root.toggleAttribute("data-alone", false);
  }

  /**
   * What a media query comes to on such a paper.
   * @param {string} query
   */
  function onPaper(query) {
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

  return Object.freeze({ height, print });
})();
