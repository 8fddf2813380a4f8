using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>Where the plain mean does not say what the trimmed one does, so that neither is believed.</summary>
internal static class MeanDoubt
{
    /// <summary>A cost that comes in some rounds only, or is far higher in some, may be over the budget in the mean.</summary>
    public static bool ForbidsPass(MetricVerdict metric) =>
        metric.HighPercent <= metric.BudgetPercent && metric.MeanHighPercent > metric.BudgetPercent;

    /// <summary>Baselines that were slow in some rounds, or tool runs that were fast, may bring it within the budget in the mean.</summary>
    public static bool ForbidsFail(MetricVerdict metric) =>
        metric.LowPercent > metric.BudgetPercent && metric.MeanLowPercent <= metric.BudgetPercent;
}
