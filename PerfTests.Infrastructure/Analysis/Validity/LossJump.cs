using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>
/// Packets that are lost, or sent again, with the tool and not without it: its cost, which a rate below the link's own, a rate counted at
/// the interface and a latency of what arrived do not show.
/// </summary>
internal static class LossJump
{
    // Of the lower bound: on a network that loses packets anyway, chance alone must hardly ever look like a tool.
    private const double Confidence = 0.99;

    /// <returns>What the tool loses, in sentences; none where that is within the limits, or in the figure that is judged.</returns>
    public static IEnumerable<string> Of(CaseEvidence evidence, Thresholds thresholds)
    {
        var judged = Metric.Primary(evidence.TestType).Name;
        if (
            evidence.TestType == TestType.Pps
            && CaseAddress.TryParse(evidence.Case) is { Protocol: "udp" }
            && thresholds.Validity.Of(ValidityRule.LossJump) is not null
            && evidence.ValidRounds is [_, ..] rounds
            && rounds.Any(round => !round.Values.ContainsKey(Metric.Loss.Name))
        )
            yield return $"the load does not report its loss, so {judged} would not show what a tool drops behind the interface: measure "
                + $"with iperf3 or netperf's UDP_STREAM, or switch {ValidityRule.LossJump.Name} off";
        // The throughput of UDP is the receiver's: what is lost is lost there, and has a budget.
        if (evidence.TestType != TestType.Throughput && Excess(Metric.Loss, ValidityRule.LossJump, evidence, thresholds) is { } lost)
            yield return $"the tool loses packets: {lost}, which {judged} does not show; lower the rate, or judge the throughput";
        if (Excess(Metric.RetransmitShare, ValidityRule.RetransmitJump, evidence, thresholds) is { } resent)
            yield return $"TCP sends more again with the tool: {resent}, which costs the network what {judged} "
                + "does not show; see whether the tool drops packets";
    }

    /// <summary>The mean excess over the baselines of each round, where it is over the limit and no chance makes it.</summary>
    private static string? Excess(Metric metric, ValidityRule rule, CaseEvidence evidence, Thresholds thresholds)
    {
        List<double> excesses =
        [
            .. evidence
                .ValidRounds.Where(round => round.Values.ContainsKey(metric.Name))
                .Select(round => Excess(round.Values[metric.Name], metric, evidence))
                .OfType<double>(),
        ];
        if (excesses.Count == 0)
            return null;
        var mean = ArithmeticMean.Of(excesses);
        // Of a single round nobody knows the spread.
        var margin =
            excesses.Count < 2
                ? 0
                : StudentQuantile.At(Confidence, excesses.Count - 1) * StandardDeviation.Of(excesses) / Math.Sqrt(excesses.Count);
        return mean - margin > 0 && thresholds.Validity.BrokenBy(rule, mean) is { } limit
            ? $"{mean:0.##} percentage points more than its baselines in the mean of {RoundList.Count(excesses.Count)} "
                + $"({mean - margin:0.##} at least), limit {limit:0.##} ({rule.Name})"
            : null;
    }

    private static double? Excess(RoundValues values, Metric metric, CaseEvidence evidence)
    {
        IReadOnlyList<double> baselines =
            values.Baseline.Count > 0
                ? values.Baseline
                :
                [
                    .. evidence.Stored?.Sentinels.Where(run => run.Metrics.ContainsKey(metric.Name)).Select(run => run.Metrics[metric.Name])
                        ?? [],
                ];
        return baselines.Count == 0 ? null : ArithmeticMean.Of(values.Middle) - ArithmeticMean.Of(baselines);
    }
}
