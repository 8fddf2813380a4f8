using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>How many rounds would decide an undecided metric.</summary>
internal static class RoundsNeeded
{
    // Beyond this nobody waits: the overhead lies at the budget.
    private const int MostRounds = 100;
    private const int MostTimes = 10;

    /// <summary>
    /// Rounds after which the bound clears the budget if estimate and spread stay: the margin shrinks with the root of the rounds, so n ×
    /// (margin / distance)².
    /// </summary>
    public static double? Of(int rounds, MetricVerdict metric)
    {
        if (
            Metric.Find(metric.Name)?.Worse is not { } worse
            || metric is not { OverheadPercent: { } overhead, LowPercent: { } low, HighPercent: { } high, BudgetPercent: { } budget }
        )
            return null;
        var margin = (Overhead.LogRatioOf(worse, high) - Overhead.LogRatioOf(worse, low)) / 2;
        var distance = Math.Abs(Overhead.LogRatioOf(worse, budget) - Overhead.LogRatioOf(worse, overhead));
        var needed = Math.Ceiling(rounds * margin * margin / (distance * distance));
        return double.IsNaN(needed) ? null : Math.Min(needed, 1e6);
    }

    /// <summary>
    /// Whether the estimate is within a step of the budget in which the values are told, which no number of rounds makes finer.
    /// </summary>
    public static bool IsWithinStep(MetricVerdict metric) =>
        metric is { OverheadPercent: { } overhead, StepPercent: { } step, BudgetPercent: { } budget }
        && Metric.Find(metric.Name)?.Worse is { } worse
        && Math.Abs(Overhead.LogRatioOf(worse, budget) - Overhead.LogRatioOf(worse, overhead)) <= Overhead.LogRatioOf(worse, step);

    /// <summary>Whether so many rounds are needed that the overhead must be taken to lie at the budget.</summary>
    public static bool IsAtBudget(double needed, int rounds) => needed > Math.Max(MostRounds, MostTimes * rounds);

    /// <summary>A forecast of rounds, no more exact than it is.</summary>
    public static string Rounded(double rounds) =>
        (
            rounds switch
            {
                < 10 => Math.Ceiling(rounds),
                < 100 => Math.Ceiling(rounds / 5) * 5,
                < 1000 => Math.Ceiling(rounds / 50) * 50,
                _ => Math.Ceiling(rounds / 500) * 500,
            }
        ).ToString("0");
}
