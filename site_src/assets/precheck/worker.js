// @ts-check
/*! Worker: starts Python from the files it is given and asks the rules. It has no network: the frame's
 * content security policy applies here too, and what could reach out is removed first. Pyodide's own
 * two scripts follow this one in the same file. */

import { closeSeal, giveFetch, sealState } from "./worker-seal.js";

/**
 * @typedef {{toJs(): [assessment: string, summary: string], destroy(): void}} Both
 * @typedef {{both(answers: string): Both}} Precheck
 */

const RUNTIME = "https://runtime.invalid/";
const RUNTIME_FILE = "pyodide.asm.wasm";
const LIBRARY = "/lib/python3.14/";
const HOME = "/precheck/";
const EMPTY_ZIP = new Uint8Array(22);
EMPTY_ZIP.set([0x50, 0x4b, 0x05, 0x06]);

const text = new TextDecoder();
const { Response } = self;
const send = self.postMessage.bind(self);
/** @type {string[]} Python's messages while it started; shown if it could not. */
const messages = [];
/** @type {Precheck} */
let precheck;

/** How many files are still to come. */
let expected = 0;
/** @type {Map<string, ArrayBuffer>} */
const files = new Map();
/** @type {Promise<WebAssembly.Module>} started as soon as its file is there */
let compiling;

self.onmessage = async ({ data }) => {
  if (data.files) expected = data.files;
  else if (data.name) await take(data.name, data.bytes);
  else answer(data.ticket, data.answers);
};

/**
 * Keep a file, or compile it if it is the runtime, and start once all are there.
 * @param {string} name
 * @param {ArrayBuffer} bytes
 */
async function take(name, bytes) {
  expected -= 1;
  if (name === RUNTIME_FILE) {
    compiling = WebAssembly.compile(bytes);
    compiling.catch(() => {}); // handled where it is awaited
  } else files.set(name, bytes);
  if (expected === 0) await start();
}

async function start() {
  try {
    precheck = await startPython();
    send({ ready: true, sealed: sealState() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    send({ failed: [...messages, reason].join("\n") });
  }
}

/**
 * Start Pyodide from the given files, with no JavaScript within Python's reach.
 * @returns {Promise<Precheck>}
 */
async function startPython() {
  const wasm = await compiling;
  send({ step: "compiled" });
  const instantiated = instantiateFrom(wasm);
  giveFetch(serve);
  const { loadPyodide, _createPyodideModule } = /** @type {any} */ (self);
  const starting = loadPyodide({
    indexURL: RUNTIME,
    createPyodideModule: _createPyodideModule,
    lockFileContents: emptyLock(),
    packageBaseUrl: RUNTIME,
    jsglobals: Object.create(null),
    stdin: () => null,
    stdout: () => {},
    stderr: (/** @type {string} */ line) => messages.push(line),
    env: { HOME, PYTHONPATH: LIBRARY + ":" + HOME, PYTHONDONTWRITEBYTECODE: "1" },
    fsInit: (/** @type {any} */ fs) => {
      for (const [name, source] of Object.entries(JSON.parse(read("stdlib.json")))) {
        writeFile(fs, LIBRARY + name, source);
      }
      for (const [name, bytes] of files) {
        if (name.endsWith(".py")) writeFile(fs, HOME + name, new Uint8Array(bytes));
      }
    },
  });
  const python = await Promise.race([starting, instantiated]);
  closeSeal();
  send({ step: "rules" });
  return python.pyimport("eligibility.trial_file").open_precheck(read("definitions.json"));
}

/** @param {string} name */
const read = (name) => text.decode(files.get(name));

/**
 * Give Pyodide the module that is compiled already. Pyodide itself would wait forever if compiling or
 * instantiating failed; this reports it.
 * @param {WebAssembly.Module} module
 * @returns {Promise<never>} rejects if the module cannot be instantiated
 */
function instantiateFrom(module) {
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_source, imports) => {
      try {
        return { module, instance: await WebAssembly.instantiate(module, imports) };
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
}

/**
 * Answer Pyodide's two requests: the runtime is compiled already, the library is written as files.
 * @param {string | URL} url
 */
async function serve(url) {
  if (String(url) === RUNTIME + RUNTIME_FILE) return new Response();
  if (String(url) === `${RUNTIME}python_stdlib.zip`) return new Response(EMPTY_ZIP);
  throw new TypeError(`the check has no file ${url}`);
}

/**
 * @param {any} fs Pyodide's file system
 * @param {string} path
 * @param {unknown} content
 */
function writeFile(fs, path, content) {
  fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  fs.writeFile(path, content);
}

/** The list of packages that Pyodide expects: there are none. */
function emptyLock() {
  const info = { arch: "wasm32", platform: "emscripten", version: "0", python: "3.14.0", abi_version: "2026_0" };
  return { info, packages: {} };
}

/**
 * Send one set of answers to the rules.
 * @param {number} ticket returned with the findings, to tell old ones from new
 * @param {string} answers
 */
function answer(ticket, answers) {
  try {
    const both = precheck.both(answers);
    const [assessment, summary] = both.toJs();
    both.destroy(); // a proxy keeps its Python object forever
    send({ ticket, assessment, summary });
  } catch (error) {
    send({ ticket, failed: String(error) });
  }
}
