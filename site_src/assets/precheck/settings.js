// @ts-check
/*! Settings: what the build wrote into the frame for its scripts. */

import { one } from "./dom.js";

/**
 * @typedef {{
 *   files: {name: string, sha256: string}[],
 *   seconds: {slow: number, stalled: number},
 *   units: Record<string, string>,
 * }} Settings `units` maps UCUM codes to printed units
 */

/** @type {Settings} */
export const settings = JSON.parse(one(document, "#settings").textContent ?? "");
