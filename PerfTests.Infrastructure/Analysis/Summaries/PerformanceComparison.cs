using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Summaries;

/// <summary>
/// The content of <c>analysis/performance_comparison.json</c>: both arms of each case side by side, over the runs of its valid rounds.
/// </summary>
internal static class PerformanceComparison
{
    private const string Note =
        "Each arm holds the runs of the case's valid rounds, every run once. 'worse' is the direction in which a tool would harm the "
        + "metric. The overhead is made round by round, so it does not follow from the two means.";

    public static IReadOnlyDictionary<string, object?> Of(ResultReading reading)
    {
        var byEnvironment = reading.Cases.GroupBy(result => result.Environment).ToList();
        return new Dictionary<string, object?>
        {
            ["note"] = Note,
            ["baseline_performance"] = byEnvironment.ToDictionary(
                group => group.Key,
                group => group.Where(result => result.Tool is null).Select(result => Case(result, reading)).ToList()
            ),
            ["performance_comparison"] = byEnvironment.ToDictionary(
                group => group.Key,
                group => group.Where(result => result.Tool is not null).Select(result => Case(result, reading)).ToList()
            ),
        };
    }

    private static Dictionary<string, object?> Case(CaseResult result, ResultReading reading)
    {
        var runs = CaseRuns.Of(result);
        // In an A/A case all runs are baselines.
        var baseline = RunSummary.Metrics(reading.RunsIn(result.Tool is null ? runs.Baseline.Concat(runs.Middle) : runs.Baseline));
        var ebpf = result.Tool is null ? [] : RunSummary.Metrics(reading.RunsIn(runs.Middle));
        return new()
        {
            ["case"] = result.Verdict.Case,
            ["tool"] = result.Tool,
            ["test_type"] = PerfCase.Token(result.TestType),
            ["protocol"] = result.Protocol,
            ["params"] = result.Params,
            ["verdict"] = $"{result.Verdict.Verdict}",
            ["rounds"] = result.Verdict.Rounds,
            ["program_cost"] = result.Verdict.ProgramCost,
            ["metrics"] = MetricOrder
                .Of(baseline.Concat(ebpf).Select(metric => metric.Name))
                .Select(name => Of(name, result, baseline, ebpf))
                .ToList(),
        };
    }

    private static Dictionary<string, object?> Of(
        string name,
        CaseResult result,
        IReadOnlyList<MetricSummary> baseline,
        IReadOnlyList<MetricSummary> ebpf
    )
    {
        var judged = result.Verdict.Metrics.FirstOrDefault(metric => metric.Name == name);
        return new()
        {
            ["name"] = name,
            ["unit"] = Metric.Find(name)?.Unit,
            ["worse"] = Metric.Find(name)?.Worse switch
            {
                WorseDirection.Lower => "lower",
                WorseDirection.Higher => "higher",
                _ => null,
            },
            ["baseline"] = baseline.FirstOrDefault(metric => metric.Name == name),
            ["ebpf"] = ebpf.FirstOrDefault(metric => metric.Name == name),
            ["overhead_percent"] = judged?.OverheadPercent,
            ["low_percent"] = judged?.LowPercent,
            ["high_percent"] = judged?.HighPercent,
            ["budget_percent"] = judged?.BudgetPercent,
            ["verdict"] = judged?.Verdict is null ? null : $"{judged.Verdict}",
        };
    }
}
