namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>
/// By what a case is to be judged, as the session fixed it before the first load: a verdict that claims other terms was changed afterwards.
/// </summary>
public sealed record JudgingTerms
{
    /// <summary>Overhead allowed, in percent by metric name; empty for a baseline case.</summary>
    public required IReadOnlyDictionary<string, double> BudgetPercent { get; init; }

    /// <summary>Confidence of each one-sided bound over all looks, as a share of 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The rule; what it asks of a stored baseline is there whether or not one is used.</summary>
    public required JudgingRule Rule { get; init; }
}
