// What the scripts of the pre-check use and TypeScript's own library does not know.

interface Window {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(url: string): string },
    ): { createScriptURL(url: string): object };
  };
}

/** From pyodide.js and pyodide.asm.js, which the build puts before worker.js. */
declare function loadPyodide(options: object): Promise<{ pyimport(name: string): any }>;
declare const _createPyodideModule: unknown;
