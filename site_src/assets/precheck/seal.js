// @ts-check
// The seal: closed and tested just before the first answer, and told as it was found to be.
"use strict";

const Seal = (() => {
  const { choose, one } = Results;
  const seal = /** @type {HTMLElement} */ (document.getElementById("seal"));
  const { fetch } = window; // hardening takes it away
  /** @type {{worker: boolean, offline: boolean} | undefined} how the files came, once all are there */
  let files;
  let shellSealed = false;
  /** @type {"untested" | "testing" | "refused" | "broken"} */
  let test = "untested";

  /** Have the page around the frame sealed and this frame tested, once: an answer may be coming. */
  function touched() {
    if (test !== "untested") return;
    Telling.touched();
    void tryToLeave();
  }

  /**
   * Try to fetch something: the browser must refuse. (`data:` names no server, so even a broken seal
   * sends nothing.)
   */
  async function tryToLeave() {
    test = "testing";
    const refused = await fetch("data:,").then(
      () => false,
      () => true,
    );
    test = refused && window.origin === "null" ? "refused" : "broken";
    if (test === "broken") Runtime.fail("unsealed");
    tell();
  }

  /** @param {{worker: boolean, offline: boolean}} found */
  function filesAreThere(found) {
    files = found;
    tell();
  }

  function shellIsSealed() {
    shellSealed = true;
    tell();
  }

  function tell() {
    if (test === "broken") return choose(seal, "data-seal", "broken");
    if (!Runtime.isReady() || !files) return choose(seal, "data-seal", "loading");
    const state = test === "refused" && shellSealed ? "holds" : "untested";
    one(seal, `[data-seal="${state}"] [data-files]`).textContent = String(Runtime.filesVerified());
    choose(seal, "data-seal", state);
    choose(seal, "data-worker", files.worker ? "yes" : "no");
    choose(seal, "data-offline", files.offline ? "yes" : null);
    choose(seal, "data-types", window.trustedTypes ? null : "no");
  }

  return Object.freeze({ touched, tell, filesAreThere, shellIsSealed });
})();
