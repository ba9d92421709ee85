// @ts-check
/*! Messaging: everything that leaves the frame. The page around the frame learns heights, a position to
 * scroll to, one of two states, and that somebody is about to answer. It learns nothing else. The state
 * of the check is also an attribute of the frame's document. */

import { printHeight } from "./print-layout.js";

/** @typedef {"loading" | "ready" | "result" | "failed"} CheckState */

const root = document.documentElement;
const channel = new MessageChannel();
const shell = channel.port1;

/**
 * Give the page around the frame its end of the only channel.
 * @param {(message: any) => void} receive
 */
export function openChannel(receive) {
  shell.onmessage = ({ data }) => receive(data);
  parent.postMessage("precheck-frame", "*", [channel.port2]);
}

/** @param {CheckState} name */
export function setState(name) {
  root.dataset.check = name;
}

/** @param {"ready" | "failed"} name */
export function sendStart(name) {
  shell.postMessage({ kind: "state", state: name });
}

/** Say that somebody may be about to answer, and nothing about the answer. */
export function sendTouched() {
  shell.postMessage({ kind: "touched" });
}

export function sendHeight() {
  shell.postMessage({ kind: "height", pixels: root.getBoundingClientRect().height });
}

/** Say how tall the frame is when the page around it is printed. */
export function sendPrintHeight() {
  shell.postMessage({ kind: "print-height", pixels: printHeight() });
}

/** @param {HTMLElement} element gets the focus and is scrolled into view */
export function goTo(element) {
  element.focus({ preventScroll: true });
  sendHeight(); // first: the page cannot scroll beyond its present height
  const shown = element.closest("[data-fact]") ?? element;
  shell.postMessage({ kind: "show", top: shown.getBoundingClientRect().top + scrollY });
}
