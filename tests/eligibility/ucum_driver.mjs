// Converts with @lhncbc/ucum-lhc: [[value, unit, unit, molar mass or null], …] in, the results out.
// node ucum_driver.mjs ASKED.json CONVERTED.json
import { readFileSync, writeFileSync } from "node:fs";
import ucum from "@lhncbc/ucum-lhc";

const utils = ucum.UcumLhcUtils.getInstance();
const [from, to] = process.argv.slice(2);
const converted = JSON.parse(readFileSync(from, "utf8")).map(([value, have, want, molecularWeight]) => {
  const { status, toVal, msg } = utils.convertUnitTo(have, Number(value), want, { molecularWeight });
  return status === "succeeded" ? toVal : `${status}: ${msg.join(" ")}`;
});
writeFileSync(to, JSON.stringify(converted));
