// @ts-check
// Addresses: from the moment of hardening no attribute that leads somewhere can be written or taken
// away, by whatever road. A link that only points at another host already makes some browsers look
// the host's name up (Firefox), and a frame that loses its sandbox is a new realm.
"use strict";

const Addresses = (() => {
  /** Attributes that hold an address, say what becomes of it, or hold a frame in. */
  const LEADING = new RegExp(
    "^(xlink:)?(href|src|srcset|srcdoc|imagesrcset|action|formaction|target|formtarget|method|" +
      "formmethod|ping|rel|download|attributionsrc|background|poster|data|http-equiv|content|" +
      "sandbox|allow|csp|credentialless|referrerpolicy)$",
    "i",
  );

  /** Properties that write the same, or a part of an address. */
  const LEADING_PROPERTY = new RegExp(
    "^(href|src|srcset|srcdoc|imageSrcset|action|formAction|target|formTarget|method|formMethod|" +
      "ping|rel|relList|download|attributionSrc|background|poster|data|httpEquiv|content|sandbox|" +
      "allow|csp|credentialless|referrerPolicy|protocol|username|password|host|hostname|port|" +
      "pathname|search|hash|config|baseVal)$",
  );

  const LINK_INSIDE_THE_PAGE = /^#[\w-]*$/;

  /** @param {unknown} name */
  function refuse(name) {
    throw new TypeError(`sealed: ${name} cannot be changed here`);
  }

  /**
   * Put a function in the place of a method, in front of it.
   * @param {any} target
   * @param {string} name
   * @param {(given: unknown[]) => unknown[]} check gives back what is passed on, or throws
   */
  function guard(target, name, check) {
    const method = target[name];
    if (!method) return;
    Object.defineProperty(target, name, {
      value: function (/** @type {unknown[]} */ ...given) {
        return Reflect.apply(method, this, check(given));
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
    const property = Object.getOwnPropertyDescriptor(target, name);
    if (!property?.configurable) return;
    Object.defineProperty(target, name, { get: property.get, set: undefined, configurable: false });
  }

  /**
   * Let an accessor that all kinds of nodes share no longer write into an attribute.
   * @param {string} name
   */
  function fixOnAttributes(name) {
    const property = /** @type {any} */ (Object.getOwnPropertyDescriptor(Node.prototype, name));
    const kind = /** @type {any} */ (Object.getOwnPropertyDescriptor(Node.prototype, "nodeType")).get;
    Object.defineProperty(Node.prototype, name, {
      get: property.get,
      set(value) {
        if (kind.call(this) === 2) refuse("an attribute");
        property.set.call(this, value);
      },
      configurable: false,
    });
  }

  /** Guard every road on which an attribute is written or removed by its name. */
  function guardAttributes() {
    const text = (/** @type {unknown} */ one) => (one === null ? null : String(one));
    /** @param {unknown[]} given */
    const named = (given) => {
      const [name, ...rest] = given.map(text);
      const inside = name === "href" && LINK_INSIDE_THE_PAGE.test(String(rest[0]));
      if (LEADING.test(String(name)) && !inside) refuse(name);
      return [name, ...rest];
    };
    /** @param {unknown[]} given */
    const namedInSpace = (given) => {
      const [space, name, ...rest] = given.map(text);
      if (LEADING.test(String(name).replace(/^.*:/, ""))) refuse(name);
      return [space, name, ...rest];
    };
    /** @param {unknown[]} given */
    const toggled = ([name, ...rest]) => [...named([name]), ...rest];
    guard(Element.prototype, "setAttribute", named);
    guard(Element.prototype, "removeAttribute", named);
    guard(Element.prototype, "toggleAttribute", toggled);
    guard(Element.prototype, "setAttributeNS", namedInSpace);
    guard(Element.prototype, "removeAttributeNS", namedInSpace);
    for (const name of ["setAttributeNode", "setAttributeNodeNS", "removeAttributeNode"]) {
      guard(Element.prototype, name, () => refuse("an attribute"));
    }
    for (const name of ["setNamedItem", "setNamedItemNS", "removeNamedItem", "removeNamedItemNS"]) {
      guard(NamedNodeMap.prototype, name, () => refuse("an attribute"));
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
      for (const name of Object.getOwnPropertyNames(prototype)) {
        if (LEADING_PROPERTY.test(name)) fix(prototype, name);
      }
    }
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
      if (name !== "constructor") Reflect.deleteProperty(prototype, name);
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
