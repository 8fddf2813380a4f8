using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>
/// What an A/A case says of each metric that can be compared: how it drifts, how it scatters, and what that lets a tool case show.
/// </summary>
internal static class BaselineNoise
{
    /// <returns>In the order of every report; null for a tool case.</returns>
    public static IReadOnlyList<MetricNoise>? Of(CaseEvidence evidence, Thresholds thresholds) =>
        !evidence.IsBaseline
            ? null
            :
            [
                .. MetricOrder
                    .Of(evidence.ValidRounds.SelectMany(round => round.Values.Keys))
                    .Select(Metric.Find)
                    .OfType<Metric>()
                    .Where(metric => metric.Worse != WorseDirection.NotCompared)
                    .Select(metric => Of(metric, evidence, thresholds)),
            ];

    /// <summary>
    /// The noise of a baseline case that readers are shown: that of the main metric first, then of those that a tool's budget is about.
    /// </summary>
    public static IReadOnlyList<MetricNoise> Shown(CaseVerdict verdict)
    {
        var primary = MetricPhrase.Primary(verdict);
        return
        [
            .. (verdict.Noise ?? [])
                .Where(noise => noise.Name == primary || noise.SmallestBudgetPercent is not null)
                .OrderByDescending(noise => noise.Name == primary),
        ];
    }

    private static MetricNoise Of(Metric metric, CaseEvidence evidence, Thresholds thresholds)
    {
        var trend = Trend(metric, evidence.ValidRounds);
        var margin = trend?.DriftMargin(1 - thresholds.Confidence);
        var budgets = evidence.DependentBudgets.Where(budget => budget.Metric == metric.Name).Select(budget => budget.Percent).ToList();
        double? smallest = budgets.Count == 0 ? null : budgets.Min();
        double? Percent(double? logRatio) => logRatio is { } found ? Overhead.Percent(metric.Worse, found) : null;
        return new MetricNoise
        {
            Name = metric.Name,
            DriftPercent = Percent(trend?.Drift),
            DriftLowPercent = Percent(trend?.Drift - margin),
            DriftHighPercent = Percent(trend?.Drift + margin),
            RunSpreadPercent = Percent(trend?.Scatter),
            RoundSpreadPercent = NoiseFloor.Of(metric, evidence.ValidRounds, middleIsBaseline: true)?.RoundPercent,
            SmallestOverheadPercent = SmallestOverhead.Of(metric, evidence, thresholds),
            Rounds = thresholds.Looks[^1],
            SmallestBudgetPercent = smallest,
            RoundsForSmallestBudget = smallest is { } percent ? SmallestOverhead.RoundsFor(percent, metric, evidence, thresholds) : null,
        };
    }

    private static LinearTrend? Trend(Metric metric, IReadOnlyList<RoundRecord> validRounds)
    {
        var values = BaselineChain.Of(metric.Name, validRounds, middleIsBaseline: true);
        var sign = metric.Worse == WorseDirection.Lower ? -1 : 1;
        return values.All(Overhead.IsUsable) ? LinearTrend.Of([.. values.Select(value => sign * Math.Log(value))]) : null;
    }
}
