// @ts-check
// The worker: starts Python from the files it is given and asks the rules. It has no network of
// its own: the frame's content security policy holds here too, and what could reach out is removed.
"use strict";

/**
 * @typedef {{toJs(): [assessment: string, summary: string], destroy(): void}} Both
 * @typedef {{both(answers: string): Both}} Precheck
 */

(() => {
  const RUNTIME = "https://runtime.invalid/";
  const RUNTIME_FILE = "pyodide.asm.wasm";
  const LIBRARY = "/lib/python3.14/";
  const HOME = "/precheck/";
  const EMPTY_ZIP = new Uint8Array(22);
  EMPTY_ZIP.set([0x50, 0x4b, 0x05, 0x06]);

  const text = new TextDecoder();
  const { Response } = self;
  const tell = self.postMessage.bind(self);
  /** @type {string[]} What Python said while it started; shown if it could not. */
  const said = [];
  /** @type {Precheck} */
  let precheck;

  /** How many files there will be. */
  let expected = 0;
  /** @type {Map<string, ArrayBuffer>} */
  const files = new Map();
  /** @type {Promise<WebAssembly.Module>} begun as soon as its file is there */
  let compiling;

  self.onmessage = async ({ data }) => {
    if (data.files) expected = data.files;
    else if (data.name) await take(data.name, data.bytes);
    else answer(data.ticket, data.answers);
  };

  /**
   * Keep a file, begin to compile where it is the runtime, and start once all are there.
   * @param {string} name
   * @param {ArrayBuffer} bytes
   */
  async function take(name, bytes) {
    expected -= 1;
    if (name === RUNTIME_FILE) {
      compiling = WebAssembly.compile(bytes);
      compiling.catch(() => {}); // heard where it is waited for
    } else files.set(name, bytes);
    if (expected === 0) await start();
  }

  async function start() {
    try {
      precheck = await startPython();
      tell({ ready: true, sealed: WorkerSeal.state() });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tell({ failed: [...said, reason].join("\n") });
    }
  }

  /**
   * Start Pyodide on the files given, with nothing of JavaScript in Python's reach.
   * @returns {Promise<Precheck>}
   */
  async function startPython() {
    const wasm = await compiling;
    tell({ step: "compiled" });
    const instantiated = instantiateFrom(wasm);
    WorkerSeal.giveFetch(serve);
    const starting = loadPyodide({
      indexURL: RUNTIME,
      createPyodideModule: _createPyodideModule,
      lockFileContents: emptyLock(),
      packageBaseUrl: RUNTIME,
      jsglobals: Object.create(null),
      stdin: () => null,
      stdout: () => {},
      stderr: (/** @type {string} */ line) => said.push(line),
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
    WorkerSeal.close();
    tell({ step: "rules" });
    return python.pyimport("eligibility.trial_file").open_precheck(read("definitions.json"));
  }

  /** @param {string} name */
  const read = (name) => text.decode(files.get(name));

  /**
   * Give Pyodide the module that is compiled already. Pyodide itself would wait for ever where
   * compiling or instantiating fails; this says so.
   * @param {WebAssembly.Module} module
   * @returns {Promise<never>} rejects where the module cannot be instantiated
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

  /** What Pyodide wants to know of packages: there are none. */
  function emptyLock() {
    const info = { arch: "wasm32", platform: "emscripten", version: "0", python: "3.14.0", abi_version: "2026_0" };
    return { info, packages: {} };
  }

  /**
   * Put one set of answers to the rules.
   * @param {number} ticket comes back with the findings, so that old ones can be told from new
   * @param {string} answers
   */
  function answer(ticket, answers) {
    try {
      const both = precheck.both(answers);
      const [assessment, summary] = both.toJs();
      both.destroy(); // a proxy keeps its Python object for ever
      tell({ ticket, assessment, summary });
    } catch (error) {
      tell({ ticket, failed: String(error) });
    }
  }
})();
