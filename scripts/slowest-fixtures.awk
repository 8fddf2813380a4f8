# Seconds that the tests of each fixture took together, from a .trx file: slowest first by 'sort -rn'.
function attribute(name) {
  if (!match($0, " " name "=\"[^\"]*\"")) return ""
  return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
}
/<UnitTestResult / { split(attribute("duration"), clock, ":"); seconds[attribute("testId")] += clock[1] * 3600 + clock[2] * 60 + clock[3] }
/<UnitTest / { id = attribute("id") }
/<TestMethod / { fixture = attribute("className"); sub(/^PerfTests\.Infrastructure\.Tests\./, "", fixture); sum[fixture] += seconds[id] }
END { for (fixture in sum) printf "%7.1f s  %s\n", sum[fixture], fixture }
