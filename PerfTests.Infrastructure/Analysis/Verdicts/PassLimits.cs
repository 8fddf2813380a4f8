using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Statistics;
using static PerfTests.Infrastructure.Analysis.Sentences.PercentText;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>
/// What a Pass does not say: costs that come seldom, a tail that has no budget, and a tool that seems to make things faster.
/// </summary>
internal static class PassLimits
{
    // Of a rate that was never seen.
    private const double Confidence = 0.95;

    public static IEnumerable<string> Of(CaseEvidence evidence, IReadOnlyList<MetricVerdict> metrics)
    {
        foreach (var metric in metrics.Where(IsSuspiciouslyBetter))
            yield return $"{metric.Name} is better with the tool by {Plain(-metric.OverheadPercent!.Value)} % "
                + $"({Plain(-metric.HighPercent!.Value)} at least), more than the noise floor of {Plain(metric.NoiseFloorPercent!.Value)} "
                + "%, which is suspicious: a tool that drops or diverts traffic, keeps CPUs from sleeping, or changes offloads, queues or "
                + "interrupts looks like that; find the cause before you rely on this verdict";
        var judged = metrics.Where(metric => metric.BudgetPercent is not null).ToList();
        if (judged.Count == 0 || judged.Exists(metric => metric.Verdict != Verdict.Pass))
            yield break;
        var rounds = evidence.ValidRounds.Count;
        var runs = evidence.ValidRounds.Sum(round => round.Middle.Count);
        var (seldom, seldomStart) = (Seldom(runs), Seldom(rounds));
        yield return $"not excluded by {RoundList.Count(rounds)}: a cost that comes in fewer than one of {seldom} runs"
            + (runs > rounds ? $", or in fewer than one of {seldomStart} starts of the tool" : "");
        var tail = metrics
            .Where(metric => metric is { BudgetPercent: null, OverheadPercent: not null, LowPercent: not null, HighPercent: not null })
            .Where(metric => metric.Name == Metric.P99Latency.Name || metric.Name == Metric.MaxLatency.Name)
            .ToList();
        if (evidence.TestType != TestType.Latency || tail.Count == 0)
            yield break;
        var isHigher = tail.Exists(metric => metric.LowPercent > judged[0].BudgetPercent);
        yield return $"the tail has no budget: {string.Join(", ", tail.Select(Told))}"
            + (isHigher ? $", more than {judged[0].Name} may" : "");
    }

    private static int Seldom(int trials) => Math.Max(1, (int)(1 / BinomialBound.Upper(0, trials, Confidence)));

    private static string Told(MetricVerdict metric) =>
        $"{metric.Name} {Signed(metric.OverheadPercent!.Value)} % ({Signed(metric.LowPercent!.Value)} to "
        + $"{Signed(metric.HighPercent!.Value)})";

    /// <summary>Whether a judged metric improved by more than chance and noise explain.</summary>
    public static bool IsSuspiciouslyBetter(MetricVerdict metric) =>
        metric is { BudgetPercent: not null, HighPercent: < 0, OverheadPercent: { } overhead, NoiseFloorPercent: { } floor }
        && -overhead > floor;
}
