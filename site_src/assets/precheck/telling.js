// @ts-check
// Telling: what leaves the form's realm. The state stands on the document for whoever looks; the
// page around the frame is told heights, a place to show, one of two states and that somebody is about
// to answer, and nothing else.
"use strict";

/** @typedef {"loading" | "ready" | "result" | "failed"} CheckState */

const Telling = (() => {
  const root = document.documentElement;
  const channel = new MessageChannel();
  const shell = channel.port1;

  /**
   * Offer the page around the frame its end of the one channel.
   * @param {(message: any) => void} hear
   */
  function begin(hear) {
    shell.onmessage = ({ data }) => hear(data);
    parent.postMessage("nelmas-frame", "*", [channel.port2]);
  }

  /** @param {CheckState} name */
  function state(name) {
    root.dataset.check = name;
  }

  /** @param {"ready" | "failed"} name */
  function started(name) {
    shell.postMessage({ kind: "state", state: name });
  }

  /** Say that an answer may be about to be given, and nothing of it. */
  function touched() {
    shell.postMessage({ kind: "touched" });
  }

  function height() {
    shell.postMessage({ kind: "height", pixels: root.getBoundingClientRect().height });
  }

  /** How tall the frame is where the page around it is printed. */
  function heightOnPaper() {
    shell.postMessage({ kind: "paper", pixels: Paper.height() });
  }

  /** @param {HTMLElement} element gets the focus, and is shown */
  function place(element) {
    element.focus({ preventScroll: true });
    height(); // first: the page cannot scroll to where it does not reach yet
    const shown = element.closest("[data-fact]") ?? element;
    shell.postMessage({ kind: "show", top: shown.getBoundingClientRect().top + scrollY });
  }

  return Object.freeze({ begin, state, started, touched, height, heightOnPaper, place });
})();
