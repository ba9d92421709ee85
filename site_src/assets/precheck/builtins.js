// @ts-check
/*! Built-ins as they were when the page began. Another script may replace a built-in later, and a
 * check that called the replacement would protect nothing. So the checks call these, and they loop
 * and look up only in ways that cannot be replaced. This module runs before all others. */

export const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
const { create, freeze } = Object;
const toText = String;
const Refusal = TypeError;
const { lastIndexOf, slice, toLowerCase } = String.prototype;

/**
 * Turn a value into text once, so that it cannot be one thing when checked and another when used.
 * @param {unknown} value
 * @returns {string}
 */
export const text = (value) => toText(value);

/**
 * Return the part of a name that counts: lower case, without a prefix.
 * @param {string} name
 * @returns {string}
 */
export function localName(name) {
  const lower = apply(toLowerCase, name, []);
  return apply(slice, lower, [apply(lastIndexOf, lower, [":"]) + 1]);
}

/**
 * Make a set of words to look up in. It inherits nothing.
 * @param {Iterable<string>} words
 * @returns {Readonly<Record<string, true>>}
 */
export function table(words) {
  const found = create(null);
  for (const word of words) found[word] = true;
  return freeze(found);
}

/**
 * Return the getter of a property, to be called by `apply` only.
 * @param {object} target
 * @param {string} name
 * @returns {any}
 */
export const getter = (target, name) => getOwnPropertyDescriptor(target, name)?.get;

/**
 * @param {string} what
 * @returns {never}
 */
export function refuse(what) {
  throw new Refusal(`sealed: ${what}`);
}
