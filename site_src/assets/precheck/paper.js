// @ts-check
// Paper: how tall the findings are in print. The browser's own menu prints the page around the frame,
// which must know beforehand how much room to keep there: too little would cut findings off, too much
// adds blank pages. So they are laid out once as in print, and back, before anything is painted.
"use strict";

const Paper = (() => {
  /** Narrower than A4 and Letter within their margins: lines break sooner, so there is room enough. */
  const WIDTH = 660;
  /** For what rounding and margins add. */
  const SPARE = 24;
  const root = document.documentElement;
  const form = /** @type {HTMLElement} */ (document.getElementById("answers"));
  const workspace = /** @type {HTMLElement} */ (form.parentElement);

  /** @returns {number} pixels */
  function height() {
    const lists = Array.from(document.styleSheets).flatMap((sheet) => queries(sheet.cssRules));
    const before = lists.map((list) => list.mediaText);
    for (const list of lists) list.mediaText = onPaper(list.mediaText);
    // The form keeps its boxes, or it would lose the focus and what is being composed in a field.
    form.style.display = "block";
    root.style.inlineSize = `${WIDTH}px`;
    const whole = root.getBoundingClientRect().height - workspace.getBoundingClientRect().height;
    root.removeAttribute("style");
    form.removeAttribute("style");
    for (const [number, list] of lists.entries()) list.mediaText = before[number];
    return Math.ceil(whole) + SPARE;
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

  return Object.freeze({ height });
})();
