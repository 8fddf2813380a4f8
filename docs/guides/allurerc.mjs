import { readFileSync } from "node:fs";

const result = process.env.PERFTESTS_RESULT || "result";

export default {
  name: "PerfTests",
  output: `${result}/allure-report`,
  historyPath: `${result}/allure-history.jsonl`,
  // Allure 3 does not read categories.json by itself.
  categories: { rules: JSON.parse(readFileSync(`${result}/allure-results/categories.json`, "utf8")) },
  plugins: { awesome: { options: { groupBy: ["parentSuite", "suite", "subSuite"] } } },
};
