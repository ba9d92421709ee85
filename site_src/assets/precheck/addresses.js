// @ts-check
// Addresses: from the moment of hardening no attribute that leads somewhere can be written or taken
// away, by whatever road. A link that only points at another host already makes some browsers look
// the host's name up (Firefox), and a frame that loses its sandbox is a new realm.
"use strict";

const Addresses = (() => {
  const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Builtins;
  const { text, local, table, getter, refuse } = Builtins;

  /**
   * Attributes that hold an address, say what becomes of it, hold a frame in, or have the browser
   * remember what is typed.
   */
  const LEADING = table(
    ("href src srcset srcdoc imagesrcset action formaction target formtarget method formmethod ping " +
      "rel download attributionsrc background poster data http-equiv content sandbox allow csp " +
      "credentialless referrerpolicy show actuate autocomplete name").split(" "),
  );

  /** Properties that write the same, or a part of an address. */
  const LEADING_PROPERTIES = (
    "href src srcset srcdoc imageSrcset action formAction target formTarget method formMethod ping " +
    "rel download attributionSrc background poster data httpEquiv content allow csp credentialless " +
    "referrerPolicy protocol username password host hostname port pathname search hash config " +
    "baseVal autocomplete name text"
  ).split(" ");

  /** Objects that write them when they are asked to add a word. */
  const LISTS = ["relList", "sandbox"];

  const LETTERS_OF_A_PLACE = table("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

  /**
   * Whether an address only leads to a place inside the page, as findings need.
   * @param {string} address
   */
  function leadsInside(address) {
    if (address[0] !== "#") return false;
    for (let at = 1; at < address.length; at += 1) {
      if (!LETTERS_OF_A_PLACE[address[at]]) return false;
    }
    return true;
  }

  /**
   * Put a function in the place of a method, in front of it.
   * @param {any} target
   * @param {string} name
   * @param {(given: unknown[]) => void} check makes texts of what it looks at, or throws
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
   * Let a property be read and no longer written.
   * @param {object} target
   * @param {string} name
   */
  function fix(target, name) {
    const property = getOwnPropertyDescriptor(target, name);
    if (!property?.configurable || !property.set) return;
    defineProperty(target, name, { get: property.get, set: undefined, configurable: false });
  }

  /**
   * Let an accessor that all kinds of nodes share no longer write into an attribute.
   * @param {string} name
   */
  function fixOnAttributes(name) {
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
   * Refuse the name of a leading attribute.
   * @param {string} name
   */
  function checkName(name) {
    if (LEADING[local(name)]) refuse(`${name} cannot be changed here`);
  }

  /** Guard every road on which an attribute is written or removed by its name. */
  function guardAttributes() {
    /** @param {unknown[]} given */
    const named = (given) => {
      for (let at = 0; at < given.length; at += 1) given[at] = text(given[at]);
      const name = /** @type {string} */ (given[0]);
      const inside = name === "href" && given.length > 1 && leadsInside(/** @type {any} */ (given[1]));
      if (given.length && !inside) checkName(name);
    };
    /** @param {unknown[]} given */
    const namedInSpace = (given) => {
      if (given.length < 2) return;
      given[1] = text(given[1]);
      if (given.length > 2) given[2] = text(given[2]);
      checkName(/** @type {string} */ (given[1]));
    };
    /** @param {unknown[]} given */
    const toggled = (given) => {
      if (given.length) checkName(/** @type {string} */ (given[0] = text(given[0])));
    };
    const refused = () => refuse("an attribute cannot be changed here");
    guard(Element.prototype, "setAttribute", named);
    guard(Element.prototype, "removeAttribute", named);
    guard(Element.prototype, "toggleAttribute", toggled);
    guard(Element.prototype, "setAttributeNS", namedInSpace);
    guard(Element.prototype, "removeAttributeNS", namedInSpace);
    for (const name of ["setAttributeNode", "setAttributeNodeNS", "removeAttributeNode"]) {
      guard(Element.prototype, name, refused);
    }
    for (const name of ["setNamedItem", "setNamedItemNS", "removeNamedItem", "removeNamedItemNS"]) {
      guard(NamedNodeMap.prototype, name, refused);
    }
    fix(Attr.prototype, "value");
    fixOnAttributes("nodeValue");
    fixOnAttributes("textContent");
  }

  /** Fix every property that writes such an attribute, on every kind of element. */
  function fixProperties() {
    for (const kind of Object.getOwnPropertyNames(window)) {
      if (!/^((HTML|SVG|MathML)\w*Element|SVGAnimatedString)$/.test(kind)) continue;
      const { prototype } = /** @type {any} */ (window)[kind];
      for (const name of LEADING_PROPERTIES) fix(prototype, name);
      for (const name of LISTS) deleteProperty(prototype, name);
    }
    fix(Document.prototype, "title"); // browsers keep it in their history
    fix(window, "name"); // the next page reads it
  }

  /** Let no markup become elements, also where Trusted Types are not known. */
  function fixMarkup() {
    for (const owner of [Element.prototype, ShadowRoot.prototype]) {
      for (const name of ["innerHTML", "outerHTML"]) fix(owner, name);
    }
  }

  /** Shut frames: what is inside them cannot be had, nor what holds them in be loosened. */
  function shutFrames() {
    const { prototype } = HTMLIFrameElement;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (name !== "constructor") deleteProperty(prototype, name);
    }
  }

  /** From now on, every address in this document stays as it is. */
  function fixAll() {
    guardAttributes();
    fixProperties();
    fixMarkup();
    shutFrames();
  }

  return Object.freeze({ fixAll });
})();
