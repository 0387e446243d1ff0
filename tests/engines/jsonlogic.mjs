// Runs exported JsonLogic on canonical records: `node jsonlogic.mjs json-logic-js|json-logic-engine < jobs`, a JSON list of
// {rules, records} by file name; prints a JSON list with the rows of each, or {error}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , engine, modules] = process.argv;
const load = createRequire(join(modules, "package.json"));
let apply;
if (engine === "json-logic-js") {
  const logic = load("json-logic-js");
  apply = (rule, record) => logic.apply(rule, record);
} else {
  const { LogicEngine } = load("json-logic-engine");
  const logic = new LogicEngine();
  apply = (rule, record) => logic.run(rule, record);
}

function row(rules, record) {
  for (const section of rules.sections) record[section] = {};
  for (const step of rules.steps) record[step.into][step.name] = apply(step.logic, record);
  const cells = rules.columns.map((column) => [column, String(record.result[column] ?? "")]);
  return Object.fromEntries([["id", record.id], ...cells]);
}

const results = JSON.parse(readFileSync(0, "utf8")).map((job) => {
  try {
    const rules = JSON.parse(readFileSync(job.rules, "utf8"));
    const lines = readFileSync(job.records, "utf8").split("\n").filter((line) => line !== "");
    return lines.map((line) => row(rules, JSON.parse(line)));
  } catch (error) {
    return { error: String(error) };
  }
});
process.stdout.write(JSON.stringify(results));
