// @ts-check
/*! Worker seal: runs first in the worker and leaves only what computing needs. It lists what is kept, not
 * what is removed, so an interface that a later browser adds is removed as well. */

const KEPT = new Set(
  ("Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol " +
    "Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError " +
    "TypeError URIError SuppressedError globalThis JSON Math Intl ArrayBuffer Atomics Uint8Array " +
    "Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array " +
    "Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet " +
    "WeakRef Proxy Reflect FinalizationRegistry SharedArrayBuffer DisposableStack " +
    "AsyncDisposableStack decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape " +
    "eval isFinite isNaN console WebAssembly self location navigator performance crypto constructor " +
    "TextDecoder TextEncoder URL Response Headers ReadableStream DOMException Event EventTarget " +
    "MessageEvent ErrorEvent MessageChannel MessagePort PromiseRejectionEvent AbortController " +
    "AbortSignal WorkerGlobalScope DedicatedWorkerGlobalScope WorkerNavigator WorkerLocation " +
    "Performance Crypto setTimeout clearTimeout setInterval clearInterval queueMicrotask " +
    "structuredClone postMessage onmessage addEventListener removeEventListener dispatchEvent " +
    "reportError onerror close toString valueOf hasOwnProperty").split(" "),
);
const KEPT_OF_NAVIGATOR = new Set(
  "constructor hardwareConcurrency language languages platform userAgent".split(" "),
);

/**
 * @param {object} target
 * @param {Set<string>} kept
 */
function prune(target, kept) {
  for (const name of Object.getOwnPropertyNames(target)) {
    if (!kept.has(name)) Reflect.deleteProperty(target, name);
  }
}

for (let at = self; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) prune(at, KEPT);
prune(WorkerNavigator.prototype, KEPT_OF_NAVIGATOR);
for (const name of ["createObjectURL", "revokeObjectURL"]) Reflect.deleteProperty(URL, name);
const notRemoved = ["fetch", "XMLHttpRequest", "WebSocket", "importScripts", "Worker", "indexedDB"].filter(
  (name) => name in self,
);

/**
 * While Pyodide starts, let it read its files by a function that knows no other address.
 * @param {(url: string | URL) => Promise<Response>} fetchFile
 */
export function giveFetch(fetchFile) {
  Object.defineProperty(self, "fetch", { value: fetchFile, configurable: true });
}

/** Remove that function as well: Python has started. */
export function closeSeal() {
  for (const name of ["fetch", "Response"]) Reflect.deleteProperty(self, name);
}

/** Return what could not be removed: nothing, if all is well. */
export const sealState = () => notRemoved;
