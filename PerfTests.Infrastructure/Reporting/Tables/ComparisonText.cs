using PerfTests.Infrastructure.Analysis.Comparisons;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>The words that the table and the Markdown of a comparison share.</summary>
internal static class ComparisonText
{
    public static string Interval(DifferenceEstimate? estimate) =>
        estimate is null
            ? UnitScale.Missing
            : OverheadText.WithInterval(
                new MetricVerdict
                {
                    Name = "",
                    Unit = "",
                    Baseline = null,
                    Ebpf = null,
                    OverheadPercent = estimate.Percent,
                    LowPercent = estimate.LowPercent,
                    HighPercent = estimate.HighPercent,
                    BudgetPercent = null,
                    Verdict = null,
                }
            );

    public static string Answer(DifferenceEstimate? estimate) =>
        estimate switch
        {
            null => "not comparable",
            { IsMoreThanNoise: null } => "too few rounds",
            { IsMoreThanNoise: false } => "noise",
            { Percent: > 0 } => "B is worse",
            _ => "B is better",
        };

    /// <summary>What stands under the figures: how to read them, and what chance does.</summary>
    public static IEnumerable<string> Notes(Comparison comparison)
    {
        var intervals = comparison.Cases.Sum(each =>
            each.Leading.Sum(metric => (metric.Overhead is null ? 0 : 1) + (metric.Baseline is null ? 0 : 1))
        );
        var percent = 100 * comparison.Confidence;
        yield return $"Positive is worse in B. Intervals of B against A hold with {percent:0.#} % each, so of {intervals} about "
            + $"{intervals * (1 - comparison.Confidence):0.#} would exclude zero by chance.";
        if (comparison.Cases.Any(each => each.SharedRuns == 0 && each.Leading.Any(metric => metric.Baseline is not null)))
            yield return "A host is another one from session to session. Each side is one session, and how much sessions differ takes "
                + "three to know: a difference of baselines may be that of the sessions. Overheads are made within a session.";
        if (comparison.Cases.Any(each => each.SharedRuns > 0))
            yield return "Some cases of A and B count the same runs; they are not independent, and their intervals are wider than they "
                + "need be.";
        if (comparison.Cases.Any(each => each.Fingerprint is null))
            yield return "Some cases have no fingerprint that can be read, so what differs between their conditions is not known.";
    }
}
