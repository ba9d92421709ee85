// Runs the rules in Pyodide under Node: answers in, one per line; assessments out, one JSON text each.
// node pyodide_driver.mjs CHECKOUT DEFINITIONS.json ANSWERS.jsonl OUT.json
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPyodide } from "pyodide";

const [root, definitions, answers, out] = process.argv.slice(2);
const pyodide = await loadPyodide();
for (const folder of ["eligibility", "nelmas_rules"]) {
  pyodide.FS.mkdirTree(`/rules/${folder}`);
  for (const name of readdirSync(join(root, folder)).filter((name) => name.endsWith(".py"))) {
    pyodide.FS.writeFile(`/rules/${folder}/${name}`, readFileSync(join(root, folder, name)));
  }
}
pyodide.globals.set("definitions_json", readFileSync(definitions, "utf8"));
pyodide.globals.set("answers_lines", readFileSync(answers, "utf8"));
const result = pyodide.runPython(`
import json, sys, time
sys.path.insert(0, "/rules")
from eligibility.trial_file import open_precheck
precheck = open_precheck(definitions_json)
lines = answers_lines.splitlines()
for line in lines[:100]:
    precheck.assess(line)
start = time.perf_counter_ns()
assessments = [precheck.assess(line) for line in lines]
took = time.perf_counter_ns() - start
json.dumps({"python": sys.version.split()[0], "microseconds_each": took // 1000 // len(lines), "assessments": assessments})
`);
writeFileSync(out, result);
