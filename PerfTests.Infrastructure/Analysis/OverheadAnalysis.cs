using PerfTests.Infrastructure.Analysis.Resources;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>
/// The content of <c>analysis/overhead_analysis.json</c>: what each tool costs, by environment, tool and test type, with the keys
/// of the first design beside the full figures.
/// </summary>
internal static class OverheadAnalysis
{
    private const string Note =
        "Overhead is in percent of the baseline, positive is worse. It is made round by round, so it does not follow from the two means "
        + "beside it. low_percent and high_percent are one-sided bounds, each with the case's confidence. What has the status 'not "
        + "measured' was not measured, which is not zero. The figures of a test type are those of its worst case.";

    public static IReadOnlyDictionary<string, object?> Of(ResultReading reading) =>
        new Dictionary<string, object?>
        {
            ["note"] = Note,
            ["ebpf_overhead"] = reading
                .Cases.Where(result => result.Tool is not null)
                .GroupBy(result => result.Environment)
                .ToDictionary(
                    environment => environment.Key,
                    environment =>
                        environment.GroupBy(result => result.Tool!).ToDictionary(tool => tool.Key, tool => ToolOverhead([.. tool], reading))
                ),
        };

    private static Dictionary<string, object?> ToolOverhead(IReadOnlyList<CaseResult> cases, ResultReading reading)
    {
        var overhead = new Dictionary<string, object?>();
        foreach (var group in cases.GroupBy(result => result.TestType))
        {
            var type = PerfCase.Token(group.Key);
            overhead[type] = TypeOverhead(group.Key, [.. group], reading);
            overhead[$"{type}_resource_overhead"] = ResourceOverhead.Of([.. group], reading);
        }
        return overhead;
    }

    private static Dictionary<string, object?> TypeOverhead(TestType type, IReadOnlyList<CaseResult> cases, ResultReading reading)
    {
        var keys = OriginalKeys.For(type);
        var worst = cases
            .Where(result => Primary(result, type)?.OverheadPercent is not null)
            .MaxBy(result => Primary(result, type)!.OverheadPercent);
        return new(keys.Figures(worst is null ? null : Primary(worst, type)))
        {
            ["unit"] = Metric.Primary(type).Unit,
            ["worst_case"] = worst?.Verdict.Case,
            ["cases"] = cases.Select(result => CaseOverhead(result, type, keys, reading)).ToList(),
        };
    }

    private static Dictionary<string, object?> CaseOverhead(CaseResult result, TestType type, OriginalKeys keys, ResultReading reading)
    {
        var verdict = result.Verdict;
        return new(keys.Figures(Primary(result, type)))
        {
            ["case"] = verdict.Case,
            ["protocol"] = result.Protocol,
            ["params"] = result.Params,
            ["verdict"] = $"{verdict.Verdict}",
            ["reasons"] = verdict.Reasons,
            ["rounds"] = verdict.Rounds,
            ["dropped_rounds"] = verdict.DroppedRounds,
            ["confidence"] = verdict.Confidence,
            ["noise_floor_percent"] = verdict.NoiseFloorPercent,
            ["metrics"] = verdict
                .Metrics.Select(metric => new Dictionary<string, object?>
                {
                    ["name"] = metric.Name,
                    ["unit"] = metric.Unit,
                    ["baseline"] = metric.Baseline,
                    ["ebpf"] = metric.Ebpf,
                    ["overhead_percent"] = metric.OverheadPercent,
                    ["low_percent"] = metric.LowPercent,
                    ["high_percent"] = metric.HighPercent,
                    ["rounds"] = result.Rounds.Count(round => round.DroppedBecause is null && round.Values.ContainsKey(metric.Name)),
                    ["budget_percent"] = metric.BudgetPercent,
                    ["verdict"] = metric.Verdict is null ? null : $"{metric.Verdict}",
                })
                .ToList(),
            ["resource_overhead"] = ResourceOverhead.Of([result], reading),
            ["program_cost"] = verdict.ProgramCost,
            ["program_forecast"] = verdict.ProgramCost is { } cost ? ProgramCostSentence.Forecast(cost) : null,
            ["bpf_programs"] = BpfPrograms(result, reading),
        };
    }

    /// <summary>What the tool's programs did in the run that proved its presence, where alone the kernel counts them.</summary>
    private static List<Dictionary<string, object?>>? BpfPrograms(CaseResult result, ResultReading reading)
    {
        if (result.Verdict.Exposure is not { } exposure)
            return null;
        var seconds = reading.Runs.GetValueOrDefault(exposure.Run)?.Execution.LoadSeconds;
        return exposure
            .Programs.Select(program => new Dictionary<string, object?>
            {
                ["name"] = program.Name,
                ["type"] = program.Type,
                ["run_count"] = program.RunCount,
                ["run_time_nanoseconds"] = program.RunTimeNanoseconds,
                ["nanoseconds_per_run"] = program.RunCount > 0 ? (double)program.RunTimeNanoseconds / program.RunCount : null,
                ["percent_of_a_core"] = seconds > 0 ? program.RunTimeNanoseconds / seconds.Value / 1e7 : null,
            })
            .ToList();
    }

    private static MetricVerdict? Primary(CaseResult result, TestType type) =>
        result.Verdict.Metrics.FirstOrDefault(metric => metric.Name == Metric.Primary(type).Name);
}
