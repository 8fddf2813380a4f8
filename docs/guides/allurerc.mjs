import { readFileSync, rmSync } from "node:fs";

const result = process.env.PERFTESTS_RESULT || "result";
const output = `${result}/allure-report`;

// Into a folder that holds a report, Allure 3 writes the new one below it: the page would stay that of the older run.
rmSync(output, { recursive: true, force: true });

export default {
  name: "PerfTests",
  output,
  historyPath: `${result}/allure-history.jsonl`,
  // Allure 3 does not read categories.json by itself.
  categories: { rules: JSON.parse(readFileSync(`${result}/allure-results/categories.json`, "utf8")) },
  globalAttachments: [`${result}/analysis/report.html`, `${result}/analysis/summary.md`, `${result}/analysis/cases.csv`],
  plugins: { awesome: { options: { groupBy: ["parentSuite", "suite", "subSuite"] } } },
};
