using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>
/// The order in which verdicts and judged metrics are told: Fail, what proves nothing, what is undecided, then what passed by the closest.
/// </summary>
internal static class VerdictOrder
{
    /// <summary>The judged metrics of a case; the first is the one that decided.</summary>
    public static IReadOnlyList<MetricVerdict> Judged(CaseVerdict verdict) =>
        [
            .. verdict
                .Metrics.Where(metric => metric.Verdict is not null)
                .OrderBy(metric => Severity(metric.Verdict!.Value))
                .ThenByDescending(BudgetUsed),
        ];

    public static int Severity(Verdict verdict) =>
        verdict switch
        {
            Verdict.Fail => 0,
            Verdict.Invalid => 1,
            Verdict.Inconclusive => 2,
            _ => 3,
        };

    /// <summary>
    /// Share of its budget that a metric uses, by the bound that decides, so that points of a wide budget and of a narrow one can be told
    /// apart.
    /// </summary>
    public static double BudgetUsed(MetricVerdict metric)
    {
        var bound = (metric.Verdict == Verdict.Fail ? metric.LowPercent : metric.HighPercent) ?? metric.OverheadPercent;
        if (bound is not { } percent || !double.IsFinite(percent))
            return double.NegativeInfinity;
        return metric.BudgetPercent is > 0 ? percent / metric.BudgetPercent.Value : percent;
    }
}
