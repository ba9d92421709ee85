// Starts Python on nothing but the built site's library, asks the rules, and prints which files of
// the library were loaded. Arguments: the folder pre-check/runtime, the answers in JSON.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPyodide } from "pyodide";

const [folder, answers] = process.argv.slice(2);
const emptyZip = new Uint8Array(22);
emptyZip.set([0x50, 0x4b, 0x05, 0x06]);
const scratch = mkdtempSync(join(tmpdir(), "library-"));
const emptyZipFile = join(scratch, "empty.zip");
writeFileSync(emptyZipFile, emptyZip);

const write = (fs, path, content) => {
  fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  fs.writeFile(path, content);
};
const python = await loadPyodide({
  stdLibURL: emptyZipFile,
  jsglobals: Object.create(null),
  env: { HOME: "/precheck", PYTHONPATH: "/lib/python3.14:/precheck" },
  fsInit: (fs) => {
    const library = JSON.parse(readFileSync(`${folder}/stdlib.json`, "utf8"));
    for (const [name, source] of Object.entries(library)) write(fs, `/lib/python3.14/${name}`, source);
    for (const name of readdirSync(folder, { recursive: true })) {
      if (name.endsWith(".py")) write(fs, `/precheck/${name}`, readFileSync(`${folder}/${name}`));
    }
  },
});
rmSync(scratch, { recursive: true });
const { open_precheck } = python.pyimport("eligibility.trial_file");
const precheck = open_precheck(readFileSync(`${folder}/definitions.json`, "utf8"));
for (const given of [answers, "{}", "not JSON"]) precheck.both(given);
const loaded = python.runPython(`
import sys
files = {
    getattr(module, "__file__", None) or ""
    for module in sys.modules.values()
    if getattr(getattr(module, "__spec__", None), "origin", "frozen") != "frozen"
}
"\\n".join(sorted(f.removeprefix("/lib/python3.14/") for f in files if f.startswith("/lib/python3.14/")))
`);
console.log(loaded);
