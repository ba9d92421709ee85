// @ts-check
// Built-ins, as they were when the page began. A wall that called what a script has put in their place
// since would be no wall, so walls call these, and loop and look up by nothing that can be replaced.
"use strict";

const Builtins = (() => {
  const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
  const { create, freeze } = Object;
  const Text = String;
  const Refusal = TypeError;
  const { lastIndexOf, slice, toLowerCase } = String.prototype;

  /**
   * Turn a value into text once, so that it cannot be one thing when checked and another when used.
   * @param {unknown} value
   * @returns {string}
   */
  const text = (value) => Text(value);

  /**
   * The name that counts: in small letters, without a prefix.
   * @param {string} name
   * @returns {string}
   */
  function local(name) {
    const small = apply(toLowerCase, name, []);
    return apply(slice, small, [apply(lastIndexOf, small, [":"]) + 1]);
  }

  /**
   * Words to be looked up in; it inherits nothing.
   * @param {Iterable<string>} words
   * @returns {Readonly<Record<string, true>>}
   */
  function table(words) {
    const found = create(null);
    for (const word of words) found[word] = true;
    return freeze(found);
  }

  /**
   * The getter of a property, to be called by `apply` alone.
   * @param {object} target
   * @param {string} name
   * @returns {any}
   */
  const getter = (target, name) => getOwnPropertyDescriptor(target, name)?.get;

  /**
   * @param {string} what
   * @returns {never}
   */
  function refuse(what) {
    throw new Refusal(`sealed: ${what}`);
  }

  return freeze({
    apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, text, local, table, getter, refuse,
  });
})();
