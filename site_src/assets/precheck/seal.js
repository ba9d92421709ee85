// @ts-check
// The seal: tested just before the first answer, and told as it was found to be.
"use strict";

const Seal = (() => {
  const { choose, one } = Results;
  const seal = /** @type {HTMLElement} */ (document.getElementById("seal"));
  const { fetch } = window; // hardening takes it away
  /** @type {{worker: boolean, offline: boolean} | undefined} what the shell found, once sealed */
  let shellSealed;
  /** @type {"untested" | "holds" | "broken"} */
  let sealTest = "untested";

  /**
   * Try to fetch something: the browser must refuse. (`data:` names no server, so even a broken seal
   * sends nothing.)
   */
  async function test() {
    const refused = await fetch("data:,").then(
      () => false,
      () => true,
    );
    sealTest = refused && window.origin === "null" ? "holds" : "broken";
    if (sealTest === "broken") Runtime.fail("unsealed");
    tell();
  }

  /** @param {{worker: boolean, offline: boolean}} found */
  function shellIsSealed(found) {
    shellSealed = found;
    tell();
  }

  function tell() {
    if (sealTest === "broken") return choose(seal, "data-seal", "broken");
    if (!Runtime.isReady() || !shellSealed) return choose(seal, "data-seal", "loading");
    one(seal, `[data-seal="${sealTest}"] [data-files]`).textContent = String(Runtime.filesVerified());
    choose(seal, "data-seal", sealTest);
    choose(seal, "data-worker", shellSealed.worker ? "yes" : "no");
    choose(seal, "data-offline", shellSealed.offline ? "yes" : null);
    choose(seal, "data-types", window.trustedTypes ? null : "no");
  }

  return Object.freeze({ test, tell, shellIsSealed });
})();
