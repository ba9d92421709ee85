// @ts-check
// The frame: holds the form, checks every file it is handed, starts the worker and shows what comes
// back. Answers stay here and in the worker; the shell is told a height, a state, a place to show.
"use strict";

/**
 * @typedef {"loading" | "ready" | "result" | "failed"} CheckState
 * @typedef {"no-wasm" | "insecure" | "missing" | "changed" | "slow" | "broken" | "unsealed"} Failure
 * @typedef {{files: {name: string, sha256: string}[], seconds: {slow: number, stalled: number}}} Settings
 */

const Frame = (() => {
  const { all, choose, one } = Results;
  const root = document.documentElement;
  const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
  const result = /** @type {HTMLElement} */ (document.getElementById("result"));
  const problems = /** @type {HTMLElement} */ (document.getElementById("problems"));
  const start = /** @type {HTMLElement} */ (document.getElementById("start"));
  const seal = /** @type {HTMLElement} */ (document.getElementById("seal"));
  const details = one(result, "[data-assessment]");
  const summary = /** @type {HTMLTextAreaElement} */ (one(result, "[data-summary]"));
  const progress = /** @type {HTMLProgressElement} */ (one(start, "progress"));

  /** @type {Settings} */
  const settings = JSON.parse(one(document, "#settings").textContent ?? "");

  // What hardening takes away and this script still needs, once.
  const { Worker, Blob, fetch } = window;
  const copySelection = document.execCommand.bind(document, "copy");
  const makeUrl = URL.createObjectURL.bind(URL);
  const workerPolicy = window.trustedTypes?.createPolicy("nelmas-worker", {
    createScriptURL: (url) => url,
  });

  const channel = new MessageChannel();
  const shell = channel.port1;

  /** @type {Map<string, ArrayBuffer>} */
  const verified = new Map();
  /** @type {Worker | undefined} */
  let worker;
  let pythonIsReady = false;
  /** True after a failure that time alone does not mend. */
  let stopped = false;
  /** True once a person has asked for findings: from then on they follow every change. */
  let checked = false;
  /**
   * Where a person asked to be led once the findings are there: to their beginning, or to those of
   * one criterion.
   * @type {string | null}
   */
  let goal = null;
  /** @type {{worker: boolean, offline: boolean} | undefined} what the shell found, once sealed */
  let shellSealed;
  /** @type {"untested" | "holds" | "broken"} */
  let sealTest = "untested";
  /** True while problems are not told because someone is still typing there. */
  let withheld = false;
  let ticket = 0;
  let stalled = 0;
  let answering = 0;
  let waiting = 0;

  // ------------------------------------------------------------------ starting

  function begin() {
    Hardening.harden({ links: [] });
    setCheck("loading");
    form.addEventListener("input", (event) => changed(event.target));
    form.addEventListener("change", (event) => changed(event.target));
    form.addEventListener("focusout", () => withheld && soon());
    document.addEventListener("click", clicked);
    document.addEventListener("focusin", () => void testSeal(), { once: true });
    addEventListener("pagehide", clearAll);
    addEventListener("pageshow", (event) => event.persisted && clearAll());
    new ResizeObserver(tellHeight).observe(root);
    const marks = all(document, "h2, h3, .field, .choice, .finding, .finding p");
    Follow.follow(Live.panel, one(Live.panel, ".live-panel"), form, marks);
    shell.onmessage = ({ data }) => void receive(data);
    if (typeof WebAssembly !== "object") return fail("no-wasm");
    if (!crypto.subtle) return fail("insecure");
    parent.postMessage("nelmas-frame", "*", [channel.port2]);
    setTimeout(() => (one(start, "[data-slow]").hidden = false), settings.seconds.slow * 1000);
    alive();
  }

  /** Start the clock anew that ends the wait when nothing more happens. */
  function alive() {
    if (pythonIsReady || stopped) return;
    clearTimeout(stalled);
    stalled = setTimeout(() => fail("slow"), settings.seconds.stalled * 1000);
  }

  /** @param {any} message from the shell */
  async function receive(message) {
    alive();
    if (message.kind === "progress") {
      progress.max = message.total;
      progress.value = message.received;
    } else if (message.kind === "missing" || message.kind === "changed") {
      fail(message.kind, message.name);
    } else if (message.kind === "sealed") {
      shellSealed = message;
      tellSeal();
    } else if (message.kind === "file") {
      await verify(message.name, message.bytes);
    }
  }

  /**
   * Take a file only if it is, byte for byte, the one this page was built with.
   * @param {string} name
   * @param {ArrayBuffer} bytes
   */
  async function verify(name, bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const wanted = settings.files.find((file) => file.name === name);
    if (!wanted || wanted.sha256 !== hex) return fail("changed", name);
    verified.set(name, bytes);
    if (verified.size === settings.files.length && !worker) startWorker();
  }

  function startWorker() {
    if (stopped) return;
    choose(start, "data-step", "starting");
    progress.removeAttribute("value");
    const parts = ["worker-seal.js", "pyodide.asm.js", "pyodide.js", "worker.js"];
    const source = parts.flatMap((name) => [take(name), "\n"]);
    const url = makeUrl(new Blob(source, { type: "text/javascript" }));
    const trusted = /** @type {any} */ (workerPolicy ? workerPolicy.createScriptURL(url) : url);
    worker = new Worker(trusted);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => fail("broken", event.message);
    const wasm = take("pyodide.asm.wasm");
    const rules = Object.fromEntries(
      [...verified].filter(([name]) => name.startsWith("nelmas_rules/")),
    );
    const files = { wasm, stdlib: take("stdlib.json"), definitions: take("definitions.json"), rules };
    worker.postMessage({ start: files }, [wasm]);
  }

  /** @param {string} name */
  const take = (name) => /** @type {ArrayBuffer} */ (verified.get(name));

  /** @param {any} message from the worker */
  function hear(message) {
    if (message.step) alive();
    else if (message.ready) ready();
    else if (message.failed) fail("broken", message.failed);
    else if (message.ticket === ticket) show(message.assessment, message.summary);
  }

  function ready() {
    clearTimeout(stalled);
    if (stopped) return;
    pythonIsReady = true;
    choose(start, "data-failed", null);
    start.hidden = true;
    setCheck("ready");
    shell.postMessage({ kind: "state", state: "ready" });
    tellSeal();
    Live.reset("empty");
    if (checked || hasAnswers()) ask();
  }

  /**
   * @param {Failure} why
   * @param {string} [reason] the browser's own words, for whoever mends it
   */
  function fail(why, reason = "") {
    if (stopped) return;
    stopped = why !== "slow";
    if (stopped) worker?.terminate();
    clearTimeout(stalled);
    clearTimeout(answering);
    start.hidden = false;
    choose(start, "data-step", null);
    progress.hidden = true;
    one(start, "[data-slow]").hidden = true;
    choose(start, "data-failed", why);
    one(start, "[data-reason]").textContent = reason;
    setCheck("failed");
    result.hidden = true;
    Live.reset("failed");
    shell.postMessage({ kind: "state", state: "failed" });
  }

  // ------------------------------------------------------------------ answering

  /** @param {EventTarget | null} target */
  function changed(target) {
    const question = target instanceof Element && target.closest("[data-fact]");
    if (question instanceof HTMLElement) Answers.reconcile(question, target);
    if (!pythonIsReady || stopped) return;
    ticket += 1;
    setCheck("ready");
    soon();
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  }

  const hasAnswers = () => Object.keys(Answers.read(form)).length > 0;

  /** @param {string} [to] where to lead once the findings are there: "result" or a criterion */
  function check(to = "result") {
    checked = true;
    goal = to;
    if (pythonIsReady) ask();
    else one(start, "[data-waiting]").hidden = false;
  }

  /** Put the answers, as they stand now, to the rules. */
  function ask() {
    clearTimeout(waiting);
    clearTimeout(answering);
    if (stopped) return;
    ticket += 1;
    setCheck("ready");
    answering = setTimeout(() => fail("broken"), 30_000);
    worker?.postMessage({ ticket, answers: JSON.stringify(Answers.read(form)) });
  }

  /**
   * @param {string} text what the rules said: an assessment, or problems
   * @param {string} referral
   */
  function show(text, referral) {
    clearTimeout(answering);
    const found = JSON.parse(text);
    withheld = false;
    if (!checked && !hasAnswers()) Live.reset("empty");
    else withheld = !Live.show(found, factAt(document.activeElement), goal !== null);
    if (!checked) return;
    result.hidden = true;
    // A summary of problems above the form would push away the field that is being typed into.
    if (withheld) return;
    const wrong = found.format === "nelmas-problems/1";
    details.textContent = text;
    summary.value = referral;
    Results.showProblems(problems, wrong ? found.problems : []);
    if (!wrong) Results.showAssessment(result, found);
    result.hidden = wrong;
    setCheck("result");
    if (goal) goTo(wrong ? problems : (one(result, `#finding-${goal}`) ?? one(result, "h2")));
    goal = null;
  }

  /** What the findings so far have to say where there are none. */
  function resting() {
    if (stopped) return "failed";
    return pythonIsReady ? "empty" : "waiting";
  }

  /** Forget every answer and everything made from them. */
  function clearAll() {
    ticket += 1;
    checked = false;
    goal = null;
    clearTimeout(waiting);
    clearTimeout(answering);
    Answers.clear(form);
    Results.showProblems(problems, []);
    result.hidden = true;
    details.textContent = "";
    summary.value = "";
    for (const text of all(result, "[data-explanation]")) text.textContent = "";
    for (const entries of all(result, "[data-entries]")) entries.replaceChildren();
    Live.reset(resting());
    if (pythonIsReady) setCheck("ready");
  }

  // ------------------------------------------------------------------ people's acts

  /** @param {MouseEvent} event */
  function clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("a, button") : null;
    if (!(target instanceof HTMLElement)) return;
    event.preventDefault();
    if (target.dataset.question) goTo(firstControl(target.dataset.question));
    if (target.dataset.goal) check(target.dataset.goal);
    const act = target.dataset.act;
    if (act === "check") check();
    else if (act === "today") enterToday(target);
    else if (act === "print") window.print();
    else if (act === "copy") copy();
    else if (act === "clear") {
      clearAll();
      Live.reset(resting(), "cleared");
      goTo(one(form, "h2"));
    }
  }

  /** @param {Element | null} element */
  function factAt(element) {
    const asked = element?.closest("[data-fact]");
    return asked instanceof HTMLElement ? asked.dataset.fact : undefined;
  }

  /** @param {string} fact */
  function firstControl(fact) {
    const asked = Results.question(fact);
    return one(asked, "input:checked") ?? one(asked, "input");
  }

  /** @param {HTMLElement} element */
  function goTo(element) {
    element.focus({ preventScroll: true });
    tellHeight(); // first: the page cannot scroll to where it does not reach yet
    const place = element.closest("[data-fact]") ?? element;
    shell.postMessage({ kind: "show", top: place.getBoundingClientRect().top + scrollY });
  }

  /** @param {HTMLElement} button */
  function enterToday(button) {
    const now = new Date();
    const pad = (/** @type {number} */ number) => String(number).padStart(2, "0");
    const input = /** @type {HTMLInputElement} */ (
      one(/** @type {HTMLElement} */ (button.closest("[data-fact]")), "input[type=text]")
    );
    input.value = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
    changed(input);
  }

  function copy() {
    summary.select();
    const copied = copySelection();
    choose(one(result, "[data-copied-words]"), "data-copied", copied ? "yes" : "no");
  }

  // ------------------------------------------------------------------ telling

  /** @param {CheckState} state */
  function setCheck(state) {
    root.dataset.check = state;
  }

  function tellHeight() {
    shell.postMessage({ kind: "height", pixels: root.getBoundingClientRect().height });
  }

  /**
   * Try, just before the first answer, to fetch something: the browser must refuse. (`data:` names
   * no server, so even a broken seal sends nothing.)
   */
  async function testSeal() {
    const refused = await fetch("data:,").then(
      () => false,
      () => true,
    );
    sealTest = refused && window.origin === "null" ? "holds" : "broken";
    if (sealTest === "broken") fail("unsealed");
    tellSeal();
  }

  function tellSeal() {
    if (sealTest === "broken") return choose(seal, "data-seal", "broken");
    if (!pythonIsReady || !shellSealed) return choose(seal, "data-seal", "loading");
    one(seal, `[data-seal="${sealTest}"] [data-files]`).textContent = String(verified.size);
    choose(seal, "data-seal", sealTest);
    choose(seal, "data-worker", shellSealed.worker ? "yes" : "no");
    choose(seal, "data-offline", shellSealed.offline ? "yes" : null);
    choose(seal, "data-types", workerPolicy ? null : "no");
  }

  begin();
  return Object.freeze({});
})();
