using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>
/// Loss that comes with the tool: its cost, which a rate counted at the interface or a latency of what arrived does not show.
/// </summary>
internal static class LossJump
{
    /// <returns>What the tool loses, in a sentence; null when that is within the limit, or in the figure that is judged.</returns>
    public static string? Of(CaseEvidence evidence, ValidityLimits limits)
    {
        // The throughput is the receiver's: what is lost is lost there, and has a budget.
        if (evidence.TestType == TestType.Throughput)
            return null;
        var jumps = evidence
            .ValidRounds.Where(round => round.Values.ContainsKey(Metric.Loss.Name))
            .Select(round => Jump(round.Values[Metric.Loss.Name], evidence))
            .OfType<double>()
            .Order()
            .ToList();
        if (jumps.Count == 0)
            return null;
        var median = (jumps[(jumps.Count - 1) / 2] + jumps[jumps.Count / 2]) / 2;
        return limits.BrokenBy(ValidityRule.LossJump, median) is { } limit
            ? $"the tool loses packets: {median:0.##} percentage points more than its baselines in the middle of "
                + $"{RoundList.Count(jumps.Count)}, limit {limit:0.##} ({ValidityRule.LossJump.Name}), which "
                + $"{Metric.Primary(evidence.TestType).Name} does not show; lower the rate, or judge the throughput"
            : null;
    }

    // Against the worse of the two baselines: loss comes in bursts, and one beside a burst is no better than the tool.
    private static double? Jump(RoundValues values, CaseEvidence evidence)
    {
        double[] baselines = double.IsNaN(values.Before)
            ?
            [
                .. evidence
                    .Stored?.Sentinels.Where(run => run.Metrics.ContainsKey(Metric.Loss.Name))
                    .Select(run => run.Metrics[Metric.Loss.Name])
                    ?? [],
            ]
            : [values.Before, values.After];
        return baselines.Length == 0 ? null : values.Middle - baselines.Max();
    }
}
