// @ts-check
/*! DOM helpers: find elements, show one of several, and fill lists from templates. */

/**
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement}
 */
export const one = (within, selector) => /** @type {HTMLElement} */ (within.querySelector(selector));

/**
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const all = (within, selector) => Array.from(within.querySelectorAll(selector));

/**
 * Show, of the elements made for different values, the one for this value.
 * @param {ParentNode} within
 * @param {string} attribute
 * @param {string | null} value
 */
export function choose(within, attribute, value) {
  for (const element of all(within, `[${attribute}]`)) {
    element.hidden = element.getAttribute(attribute) !== value;
  }
}

/**
 * Fill a list from its template, one entry per item. Hide it if there are none.
 * @template T
 * @param {HTMLElement} holder holds a <template> and a [data-entries] element
 * @param {readonly T[]} items
 * @param {(entry: HTMLElement, item: T) => void} fill
 */
export function fillList(holder, items, fill) {
  const template = /** @type {HTMLTemplateElement} */ (holder.querySelector("template"));
  const entries = items.map((item) => {
    const entry = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    fill(entry, item);
    return entry;
  });
  one(holder, "[data-entries]").replaceChildren(...entries);
  holder.hidden = items.length === 0;
}
