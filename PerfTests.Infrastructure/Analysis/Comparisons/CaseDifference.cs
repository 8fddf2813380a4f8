using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Comparisons;

/// <summary>A case that both sides have.</summary>
/// <param name="Key">What the two names have in common.</param>
/// <param name="A">Side A.</param>
/// <param name="B">Side B.</param>
/// <param name="Metrics">Metrics that both measured and that can be compared.</param>
/// <param name="Fingerprint">Facts in which the conditions differ; null when a side has no fingerprint that can be read.</param>
/// <param name="SharedRuns">Runs that both sides count: then the two are not independent, and the interval is wider than it need
/// be.</param>
internal sealed record CaseDifference(
    string Key,
    CaseVerdict A,
    CaseVerdict B,
    IReadOnlyList<MetricDifference> Metrics,
    IReadOnlyList<FingerprintDifference>? Fingerprint,
    int SharedRuns
)
{
    public bool IsBaseline => CaseAddress.TryParse(A.Case) is { Tool: null };

    /// <summary>Metrics with a budget on either side, or else the first: what a table has room for.</summary>
    public IReadOnlyList<MetricDifference> Leading =>
        Metrics.Where(metric => metric.A.BudgetPercent is not null || metric.B.BudgetPercent is not null).ToList() is { Count: > 0 } judged
            ? judged
        : Metrics.Where(metric => metric.Name == MetricPhrase.Primary(A)).ToList() is { Count: > 0 } primary ? primary
        : [.. Metrics.Take(1)];
}
