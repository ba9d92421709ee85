// @ts-check
/*! Addresses: once the page is hardened, no script can write or remove an attribute that holds an
 * address. A link that only points to another host already makes some browsers look up the host's
 * name (Firefox), and a frame that loses its sandbox is a new realm. */

import { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } from "./builtins.js";
import { getter, localName, refuse, table, text } from "./builtins.js";

/**
 * Attributes that hold an address, say how it is used, restrict a frame, or make the browser
 * remember what is typed.
 */
const ADDRESS_ATTRIBUTES = table(
  ("href src srcset srcdoc imagesrcset action formaction target formtarget method formmethod ping " +
    "rel download attributionsrc background poster data http-equiv content sandbox allow csp " +
    "credentialless referrerpolicy show actuate autocomplete name").split(" "),
);

/** Properties that write the same attributes, or a part of an address. */
const ADDRESS_PROPERTIES = (
  "href src srcset srcdoc imageSrcset action formAction target formTarget method formMethod ping " +
  "rel download attributionSrc background poster data httpEquiv content allow csp credentialless " +
  "referrerPolicy protocol username password host hostname port pathname search hash config " +
  "baseVal autocomplete name text"
).split(" ");

/** Properties that hold a list of words; adding a word writes the attribute. */
const WORD_LISTS = ["relList", "sandbox"];

const FRAGMENT_CHARACTERS = table("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

/**
 * Whether an address only points to a place on the same page, as links among the findings do.
 * @param {string} address
 */
function isFragment(address) {
  if (address[0] !== "#") return false;
  for (let at = 1; at < address.length; at += 1) {
    if (!FRAGMENT_CHARACTERS[address[at]]) return false;
  }
  return true;
}

/**
 * Replace a method by one that checks its arguments first.
 * @param {any} target
 * @param {string} name
 * @param {(given: unknown[]) => void} check turns what it looks at into text, or throws
 */
function guard(target, name, check) {
  const method = target[name];
  if (!method) return;
  defineProperty(target, name, {
    value: function (/** @type {unknown[]} */ ...given) {
      check(given);
      return apply(method, this, given);
    },
    writable: false,
    configurable: false,
  });
}

/**
 * Make a property read-only.
 * @param {object} target
 * @param {string} name
 */
function makeReadOnly(target, name) {
  const property = getOwnPropertyDescriptor(target, name);
  if (!property?.configurable || !property.set) return;
  defineProperty(target, name, { get: property.get, set: undefined, configurable: false });
}

/**
 * Stop an accessor that all kinds of nodes share from writing into an attribute.
 * @param {string} name
 */
function protectAttributesFrom(name) {
  const { get, set } = /** @type {any} */ (getOwnPropertyDescriptor(Node.prototype, name));
  const kind = getter(Node.prototype, "nodeType");
  defineProperty(Node.prototype, name, {
    get,
    set(value) {
      if (apply(kind, this, []) === 2) refuse("an attribute cannot be changed here");
      apply(set, this, [value]);
    },
    configurable: false,
  });
}

/**
 * Refuse the name of an attribute that holds an address.
 * @param {string} name
 */
function checkName(name) {
  if (ADDRESS_ATTRIBUTES[localName(name)]) refuse(`${name} cannot be changed here`);
}

/** Guard every method that writes or removes an attribute by its name. */
function guardAttributes() {
  /** @param {unknown[]} given */
  const checkNamed = (given) => {
    for (let at = 0; at < given.length; at += 1) given[at] = text(given[at]);
    const name = /** @type {string} */ (given[0]);
    const inside = name === "href" && given.length > 1 && isFragment(/** @type {any} */ (given[1]));
    if (given.length && !inside) checkName(name);
  };
  /** @param {unknown[]} given */
  const checkNamespaced = (given) => {
    if (given.length < 2) return;
    given[1] = text(given[1]);
    if (given.length > 2) given[2] = text(given[2]);
    checkName(/** @type {string} */ (given[1]));
  };
  /** @param {unknown[]} given */
  const checkToggled = (given) => {
    if (given.length) checkName(/** @type {string} */ (given[0] = text(given[0])));
  };
  const refuseAll = () => refuse("an attribute cannot be changed here");
  guard(Element.prototype, "setAttribute", checkNamed);
  guard(Element.prototype, "removeAttribute", checkNamed);
  guard(Element.prototype, "toggleAttribute", checkToggled);
  guard(Element.prototype, "setAttributeNS", checkNamespaced);
  guard(Element.prototype, "removeAttributeNS", checkNamespaced);
  for (const name of ["setAttributeNode", "setAttributeNodeNS", "removeAttributeNode"]) {
    guard(Element.prototype, name, refuseAll);
  }
  for (const name of ["setNamedItem", "setNamedItemNS", "removeNamedItem", "removeNamedItemNS"]) {
    guard(NamedNodeMap.prototype, name, refuseAll);
  }
  makeReadOnly(Attr.prototype, "value");
  protectAttributesFrom("nodeValue");
  protectAttributesFrom("textContent");
}

/** Make every property that writes such an attribute read-only, on every kind of element. */
function protectProperties() {
  for (const kind of Object.getOwnPropertyNames(window)) {
    if (!/^((HTML|SVG|MathML)\w*Element|SVGAnimatedString)$/.test(kind)) continue;
    const { prototype } = /** @type {any} */ (window)[kind];
    for (const name of ADDRESS_PROPERTIES) makeReadOnly(prototype, name);
    for (const name of WORD_LISTS) deleteProperty(prototype, name);
  }
  makeReadOnly(Document.prototype, "title"); // browsers store it in their history
  makeReadOnly(window, "name"); // the next page can read it
}

/** Stop markup from becoming elements, also in browsers without Trusted Types. */
function protectMarkup() {
  for (const owner of [Element.prototype, ShadowRoot.prototype]) {
    for (const name of ["innerHTML", "outerHTML"]) makeReadOnly(owner, name);
  }
}

/** Remove access to what is inside a frame, and to the attributes that restrict it. */
function closeFrames() {
  const { prototype } = HTMLIFrameElement;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name !== "constructor") deleteProperty(prototype, name);
  }
}

/** From now on, every address in this document stays as it is. */
export function protectAddresses() {
  guardAttributes();
  protectProperties();
  protectMarkup();
  closeFrames();
}
