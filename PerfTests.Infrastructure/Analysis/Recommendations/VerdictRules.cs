using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>What follows from the verdicts themselves.</summary>
internal static class VerdictRules
{
    public static IReadOnlyList<RecommendationRule> All { get; } =
    [
        new("over-budget", "a metric's lower bound is over its budget", Severity.Blocker, OverBudget),
        new("proves-nothing", "a case is Invalid", Severity.Blocker, ProvesNothing),
        new("undecided", "the budget lies between the bounds of a metric", Severity.Warning, Undecided.Find),
        new("within-budget", "every case of a tool passes", Severity.Note, WithinBudget),
    ];

    private static IEnumerable<Finding> OverBudget(ResultReading reading)
    {
        foreach (var tool in reading.ByTool())
        {
            var over = tool.SelectMany(result =>
                    result.Verdict.Metrics.Where(metric => metric.Verdict == Verdict.Fail).Select(metric => (Case: result, Metric: metric))
                )
                .OrderByDescending(each => each.Metric.LowPercent)
                .ToList();
            if (over.Count == 0)
                continue;
            var kinds = over.Select(each => $"{each.Metric.Name} of {PerfCase.Token(each.Case.TestType)}/{each.Case.Protocol}")
                .Distinct()
                .ToList();
            var passing = tool.Count(result => result.Verdict.Verdict == Verdict.Pass);
            var only = passing > 0 ? "only " : "";
            yield return new(
                $"{tool.Key} is over its budget {only}in {string.Join(", ", kinds)}, at worst {over[0].Metric.Told()} in "
                    + $"{over[0].Case.Workload} on {over[0].Case.Environment}; {CaseFigures.Count(passing, "case")} of {tool.Count()} "
                    + $"pass. Do not deploy it for such traffic: make it do less for each packet, or raise this budget knowingly.",
                [.. over.Select(each => each.Case.Verdict.Case).Distinct()],
                [.. over.SelectMany(each => each.Metric.Figures(each.Case.Verdict.Case))]
            );
        }
    }

    private static IEnumerable<Finding> ProvesNothing(ResultReading reading) =>
        reading
            .Cases.Where(result => result.Verdict.Verdict == Verdict.Invalid)
            .Select(result => new Finding(
                $"{result.Verdict.Case} proves nothing: {(result.Verdict.Reasons is [var reason, ..] ? reason : "no reason recorded")}. "
                    + $"Mend that and measure it again.",
                [result.Verdict.Case],
                [
                    new("valid rounds", result.Verdict.Rounds, "rounds", result.Verdict.Case),
                    new("dropped rounds", result.Verdict.DroppedRounds, "rounds", result.Verdict.Case),
                ]
            ));

    private static IEnumerable<Finding> WithinBudget(ResultReading reading)
    {
        foreach (var tool in reading.ByTool().Where(tool => tool.All(result => result.Verdict.Verdict == Verdict.Pass)))
        {
            var judged = tool.SelectMany(result =>
                    result
                        .Verdict.Metrics.Where(metric => metric.BudgetPercent is not null)
                        .Select(metric => (Case: result, Metric: metric))
                )
                .ToList();
            if (judged.Count == 0)
                continue;
            var closest = judged.MaxBy(each => (each.Metric.HighPercent ?? 0) / Math.Max(each.Metric.BudgetPercent!.Value, 0.01));
            var untested = Untested(tool, reading);
            var beyond = untested.Count == 0 ? "" : $" Not tested with it: {string.Join(", ", untested)}.";
            yield return new(
                $"{tool.Key} stays within its budgets in {(tool.Count() == 1 ? "its one case" : $"all {tool.Count()} cases")}, closest "
                    + $"in {closest.Case.Workload} on {closest.Case.Environment}: {closest.Metric.Told()}. "
                    + $"Deploy it within these tested limits.{beyond}",
                [.. tool.Select(result => result.Verdict.Case)],
                [.. judged.SelectMany(each => each.Metric.Figures(each.Case.Verdict.Case))]
            );
        }
    }

    /// <summary>Workloads that the tree has for others on the tool's environments, and kinds of load that nobody measured there.</summary>
    private static List<string> Untested(IEnumerable<CaseResult> tool, ResultReading reading)
    {
        var untested = new List<string>();
        foreach (var environment in tool.GroupBy(result => result.Environment))
        {
            var tested = environment.Select(result => result.Workload).ToHashSet();
            var known = reading.Cases.Where(result => result.Environment == environment.Key).Select(result => result.Workload).Distinct();
            untested.AddRange(known.Where(workload => !tested.Contains(workload)).Select(workload => $"{workload} on {environment.Key}"));
            string[] kinds = ["throughput/tcp", "throughput/udp", "latency/tcp", "latency/udp", "latency/icmp", "pps/tcp", "pps/udp"];
            untested.AddRange(
                kinds
                    .Where(kind =>
                        !reading.Cases.Any(result =>
                            result.Environment == environment.Key && result.Workload.StartsWith($"{kind}/", StringComparison.Ordinal)
                        )
                    )
                    .Select(kind => $"any {kind} on {environment.Key}")
            );
        }
        return untested;
    }
}
