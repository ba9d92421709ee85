// @ts-check
/*! Hardening: removes, for good, what a content security policy does not govern. It is the same in the
 * shell and in the frame. Nothing can be restored: only a new realm would have what is removed here,
 * and the elements that could open one cannot be made. */

import { apply, getter, localName, refuse, table, text } from "./builtins.js";
import { protectAddresses } from "./addresses.js";

/** What the pre-check needs of a window. Every other name in lower case is removed. */
const KEPT = new Set(
  ("addEventListener atob btoa cancelAnimationFrame clearInterval clearTimeout clientInformation " +
    "close closed console constructor crossOriginIsolated crypto customElements decodeURI " +
    "decodeURIComponent devicePixelRatio dispatchEvent document encodeURI encodeURIComponent " +
    "escape event eval focus blur frameElement frames getComputedStyle getSelection globalThis " +
    "history innerHeight innerWidth isFinite isNaN isSecureContext length location locationbar " +
    "matchMedia menubar name navigation navigator origin outerHeight outerWidth " +
    "pageXOffset pageYOffset parent parseFloat parseInt performance personalbar postMessage print " +
    "queueMicrotask removeEventListener reportError requestAnimationFrame screen screenLeft " +
    "screenTop screenX screenY scroll scrollBy scrollTo scrollX scrollY scrollbars self " +
    "setInterval setTimeout status statusbar structuredClone stop toolbar top trustedTypes " +
    "undefined unescape visualViewport webkitCancelAnimationFrame webkitRequestAnimationFrame " +
    "window hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf"
  ).split(" "),
);

/** Constructors that reach a network, a device, another window or a new realm. */
const REACHING =
  /^(webkit)?(RTC|WebSocket|WebTransport|EventSource|XMLHttpRequest|SharedWorker|Worker$|Worklet|AudioWorklet|(Offline)?AudioContext|BroadcastChannel|Image$|Audio$|Presentation|Payment|Notification|Push|Bluetooth|USB|HID|Serial|Media(Source|Recorder|Devices|Stream)|FontFace$|XSLTProcessor|DOMParser|Sanitizer|NavigateEvent$|ShadowRealm|SharedStorage|IDB|Cache|CookieStore|StorageManager|LaunchQueue|Fence|Profiler|ReportingObserver|SpeechSynthesis|SpeechRecognition|CreateMonitor|LanguageModel|Translator|Summarizer|Rewriter|Writer|Proofreader|Request$|FederatedCredential|IdentityCredential|PublicKeyCredential|OTPCredential|PasswordCredential)/;

const KEPT_OF_NAVIGATOR = new Set(
  ("constructor hardwareConcurrency language languages maxTouchPoints onLine pdfViewerEnabled " +
    "platform product userAgent vendor vendorSub productSub appCodeName appName appVersion " +
    "userActivation cookieEnabled webdriver").split(" "),
);

/** Elements that show text and take answers; others could load, link or open a realm. */
const HARMLESS = table(
  ("a abbr article aside b bdi bdo blockquote br button canvas caption cite code col colgroup dd del " +
    "details dfn dialog div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header " +
    "hgroup hr i ins kbd label legend li main mark menu meter nav ol p " +
    "pre progress q rp rt ruby s samp search section slot small span strong sub summary sup " +
    "table tbody td tfoot th thead time tr u ul var wbr").split(" "),
);

/**
 * @param {object} target
 * @param {string} name
 * @param {Function} replacement
 */
function replace(target, name, replacement) {
  Object.defineProperty(target, name, { value: replacement, writable: false, configurable: false });
}

/**
 * Remove a property from an object, and prevent that it is set again.
 * @param {object} target
 * @param {string} name
 */
function remove(target, name) {
  const property = Object.getOwnPropertyDescriptor(target, name);
  if (!property?.configurable) return;
  Reflect.deleteProperty(target, name);
  Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false });
}

/** Remove what reaches out of the page from the global object and its prototypes. */
function pruneGlobals() {
  for (let at = window; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) {
      const capability = /^[a-z]/.test(name) && !name.startsWith("on") && !KEPT.has(name);
      if (capability || REACHING.test(name)) remove(at, name);
    }
  }
}

function pruneNavigator() {
  for (const name of Object.getOwnPropertyNames(Navigator.prototype)) {
    if (!KEPT_OF_NAVIGATOR.has(name)) remove(Navigator.prototype, name);
  }
}

/** Allow only harmless elements to be made, by either method. */
function restrictElements() {
  const { createElement, createElementNS } = Document.prototype;
  /** @param {unknown} name */
  const check = (name) => {
    const written = text(name);
    if (!HARMLESS[localName(written)]) refuse(`<${written}> cannot be made here`);
    return written;
  };
  /** @this {Document} @param {unknown} name */
  const make = function (name) {
    return apply(createElement, this, [check(name)]);
  };
  /** @this {Document} @param {string | null} space @param {unknown} name */
  const makeNS = function (space, name) {
    return apply(createElementNS, this, [space, check(name)]);
  };
  replace(Document.prototype, "createElement", make);
  replace(Document.prototype, "createElementNS", makeNS);
}

/** What the objects of a page can do and the pre-check does not need. */
const REMOVED = /** @type {[any, string][]} */ ([
  [
    Document.prototype,
    "write writeln open execCommand startViewTransition createProcessingInstruction cookie domain " +
      "requestStorageAccess requestStorageAccessFor browsingTopics hasPrivateToken",
  ],
  [Document, "parseHTML parseHTMLUnsafe"],
  [Element.prototype, "setHTML setHTMLUnsafe insertAdjacentHTML"],
  [ShadowRoot.prototype, "setHTML setHTMLUnsafe"],
  [DOMImplementation.prototype, "createDocument createHTMLDocument createDocumentType"],
  [CustomElementRegistry.prototype, "define upgrade initialize"],
  [Range.prototype, "createContextualFragment"],
  [History.prototype, "pushState replaceState go back forward scrollRestoration"],
  [URL, "createObjectURL"],
  [CSS, "paintWorklet layoutWorklet animationWorklet"],
]);

/** Interfaces of which nothing is needed any more. Not every browser has all of them. */
const EMPTIED = "ServiceWorkerContainer ServiceWorkerRegistration ServiceWorker NavigationPreloadManager";

function removeAbilities() {
  for (const [owner, names] of REMOVED) for (const name of names.split(" ")) remove(owner, name);
  const navigating = "navigate reload traverseTo back forward updateCurrentEntry".split(" ");
  const { prototype } = /** @type {any} */ (window).Navigation ?? {};
  for (const name of prototype ? navigating : []) remove(prototype, name);
  for (const kind of EMPTIED.split(" ")) {
    const emptied = /** @type {any} */ (window)[kind]?.prototype ?? {};
    for (const name of Object.getOwnPropertyNames(emptied)) remove(emptied, name);
  }
}

/** No script may click a link that leads out of the page: which link it clicks could be a message. */
function removeScriptedClicks() {
  remove(EventTarget.prototype, "dispatchEvent");
  remove(HTMLElement.prototype, "click");
}

/** Remove elements whose addresses could become a resource hint or a navigation. */
function removeElements() {
  const reaching = "link, meta:not([name=viewport], [name=description]), base, script";
  for (const element of document.querySelectorAll(reaching)) element.remove();
}

/**
 * Cancel every navigation except a person's own click on a link that was in the page from the start.
 * @param {readonly string[]} links
 */
function restrictNavigation(links) {
  if (!window.navigation) return;
  const allowed = table(links);
  const { preventDefault } = Event.prototype;
  const byPerson = getter(NavigateEvent.prototype, "userInitiated");
  const form = getter(NavigateEvent.prototype, "formData");
  const destination = getter(NavigateEvent.prototype, "destination");
  const address = getter(NavigationDestination.prototype, "url");
  /** @param {NavigateEvent} event */
  const decide = (event) => {
    const to = apply(address, apply(destination, event, []), []);
    const isAllowed = apply(byPerson, event, []) && allowed[to] && !apply(form, event, []);
    if (!isAllowed) apply(preventDefault, event, []);
  };
  // This listener must be the first: one before it could stop the event from reaching it.
  window.navigation.addEventListener("navigate", decide, { capture: true });
}

/**
 * Remove every way out of this window.
 * @param {{links: readonly string[]}} allowed the addresses that people may still go to
 */
export function harden({ links }) {
  restrictNavigation(links);
  if (links.length) removeScriptedClicks();
  restrictElements();
  removeElements();
  removeAbilities();
  protectAddresses();
  pruneNavigator();
  pruneGlobals();
}
