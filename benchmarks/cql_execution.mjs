// The laboratory criteria in ELM, run by cql-execution: patients in, findings and time out, as JSON.
// node cql_execution.mjs PATIENTS.json OUT.json
//
// The CQL of each criterion is beside its ELM, which was written by hand. A patient is a record
// with a property for each fact; quantities are cql-execution's own.
import { readFileSync, writeFileSync } from "node:fs";
import cql from "cql-execution";

const type = (name) => `{urn:hl7-org:elm-types:r1}${name}`;
const fact = (path) => ({ type: "Property", path, scope: "Patient", source: { type: "ExpressionRef", name: "Patient" } });
const quantity = (value, unit) => ({ type: "Quantity", value, unit });
const text = (value) => ({ type: "Literal", valueType: type("String"), value });
const number = (value) => ({ type: "Literal", valueType: type("Decimal"), value: String(value) });
const two = (operator) => (one, other) => ({ type: operator, operand: [one, other] });
const [less, greater, equal, and, times] = ["Less", "Greater", "Equal", "And", "Multiply"].map(two);

const criteria = {
  // Patient.haemoglobin < 8.0 'g/dL'; the other printed limit, 5.0 mmol/L, is 8.05725 g/dL
  E8a: less(fact("haemoglobin"), quantity(8.05725, "g/dL")),
  E8b: less(fact("haemoglobin"), quantity(8.0, "g/dL")),
  // Patient.wbc < 2 '10*9/L'
  E9: less(fact("wbc"), quantity(2, "10*9/L")),
  // Patient.platelets < 75 '10*9/L'
  E10: less(fact("platelets"), quantity(75, "10*9/L")),
  // Patient.bilirubin_total > 3.0 * Patient.bilirubin_uln
  E11: greater(fact("bilirubin_total"), times(fact("bilirubin_uln"), number(3))),
  // Patient.albumin < 3.0 'g/dL' and Patient.prothrombin_time = 'abnormal'
  E12: and(less(fact("albumin"), quantity(3, "g/dL")), equal(fact("prothrombin_time"), text("abnormal"))),
  // Patient.diabetes = 'yes' and (if Patient.glucose_was_fasting = 'yes'
  //   then Patient.fasting_glucose > 2.0 * Patient.fasting_glucose_uln else null)
  E14: and(equal(fact("diabetes"), text("yes")), {
    type: "If",
    condition: equal(fact("glucose_was_fasting"), text("yes")),
    then: greater(fact("fasting_glucose"), times(fact("fasting_glucose_uln"), number(2))),
    else: { type: "Null" },
  }),
  // Patient.creatinine > 150 'umol/L'; the other printed limit, 1.7 mg/dL, is 150.28288… umol/L
  E16a: greater(fact("creatinine"), quantity(150, "umol/L")),
  E16b: greater(fact("creatinine"), quantity(150.28288543140029, "umol/L")),
};

const library = new cql.Library({
  library: {
    identifier: { id: "Laboratory", version: "1" },
    schemaIdentifier: { id: "urn:hl7-org:elm", version: "r1" },
    usings: { def: [{ localIdentifier: "System", uri: "urn:hl7-org:elm-types:r1" }] },
    statements: {
      def: [
        {
          name: "Patient",
          context: "Patient",
          expression: {
            type: "SingletonFrom",
            operand: { type: "Retrieve", dataType: "{https://github.com/cqframework/cql-execution/simple}Patient" },
          },
        },
        ...Object.entries(criteria).map(([name, expression]) => ({ name, context: "Patient", accessLevel: "Public", expression })),
      ],
    },
  },
});

const [from, to] = process.argv.slice(2);
const patients = JSON.parse(readFileSync(from, "utf8")).map((facts, id) => {
  const record = { id: String(id), recordType: "Patient" };
  for (const [name, answer] of Object.entries(facts)) {
    const [value, unit] = answer.split(" ");
    record[name] = unit ? new cql.Quantity(Number(value), unit) : answer;
  }
  return record;
});

async function run() {
  const executor = new cql.Executor(library);
  const start = process.cpuUsage();
  const results = await executor.exec(new cql.PatientSource([...patients]));
  const { user, system } = process.cpuUsage(start);
  return [user + system, results.patientResults];
}

await run(); // warm: the engine's caches and the compiler
const timed = [await run(), await run(), await run()];
const [, results] = timed[0];
const findings = patients.map(({ id }) =>
  Object.fromEntries(Object.keys(criteria).map((name) => [name, results[id][name] ?? null])),
);
const microseconds = Math.min(...timed.map(([took]) => took));
writeFileSync(to, JSON.stringify({ microseconds, findings }));
