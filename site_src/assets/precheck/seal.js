// @ts-check
/*! Seal: tested just before the first answer. The page then says what the test found. */

import { choose, one } from "./dom.js";
import { sendTouched } from "./messaging.js";
import { failStart, isReady, verifiedFiles } from "./runtime.js";
import { hasTrustedTypes } from "./script-address.js";

const seal = /** @type {HTMLElement} */ (document.getElementById("seal"));
const { fetch } = window; // hardening removes it
/** @type {{worker: boolean, offline: boolean} | undefined} how the files arrived, once all are there */
let files;
let shellSealed = false;
/** @type {"untested" | "testing" | "refused" | "broken"} */
let test = "untested";

/** Have the page around the frame sealed and test this frame, once: an answer may follow. */
export function touched() {
  if (test !== "untested") return;
  sendTouched();
  void tryToLeave();
}

/**
 * Try to fetch something: the browser must refuse. `data:` names no server, so nothing is sent even if
 * the seal is broken.
 */
async function tryToLeave() {
  test = "testing";
  const refused = await fetch("data:,").then(
    () => false,
    () => true,
  );
  test = refused && window.origin === "null" ? "refused" : "broken";
  if (test === "broken") failStart("unsealed");
  showSeal();
}

/** @param {{worker: boolean, offline: boolean}} found */
export function filesArrived(found) {
  files = found;
  showSeal();
}

export function shellIsSealed() {
  shellSealed = true;
  showSeal();
}

export function showSeal() {
  if (test === "broken") return choose(seal, "data-seal", "broken");
  if (!isReady() || !files) return choose(seal, "data-seal", "loading");
  const state = test === "refused" && shellSealed ? "holds" : "untested";
  one(seal, `[data-seal="${state}"] [data-files]`).textContent = String(verifiedFiles());
  choose(seal, "data-seal", state);
  choose(seal, "data-worker", files.worker ? "yes" : "no");
  choose(seal, "data-offline", files.offline ? "yes" : null);
  choose(seal, "data-types", hasTrustedTypes ? null : "no");
}
