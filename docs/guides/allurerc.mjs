import { readFileSync } from "node:fs";

const result = process.env.PERFTESTS_RESULT || "result";

export default {
  name: "PerfTests",
  output: `${result}/allure-report`,
  historyPath: `${result}/allure-history.jsonl`,
  // Allure 3 does not read categories.json by itself.
  categories: { rules: JSON.parse(readFileSync(`${result}/allure-results/categories.json`, "utf8")) },
  globalAttachments: [`${result}/analysis/report.html`, `${result}/analysis/summary.md`, `${result}/analysis/cases.csv`],
  plugins: { awesome: { options: { groupBy: ["parentSuite", "suite", "subSuite"] } } },
};
