namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>What the equal baselines of an A/A case say of one metric; percentages are signed so that positive is worse.</summary>
public sealed record MetricNoise
{
    public required string Name { get; init; }

    /// <summary>Change from the first run to the last by the line through all of them, in percent; null under three usable runs.</summary>
    public required double? DriftPercent { get; init; }

    /// <summary>One-sided lower bound of the drift, in percent.</summary>
    public required double? DriftLowPercent { get; init; }

    /// <summary>One-sided upper bound of the drift, in percent.</summary>
    public required double? DriftHighPercent { get; init; }

    /// <summary>Standard deviation of one run about that line, in percent.</summary>
    public required double? RunSpreadPercent { get; init; }

    /// <summary>Spread of one round, a run against the two beside it, in percent; null when too few runs tell.</summary>
    public required double? RoundSpreadPercent { get; init; }

    /// <summary>Smallest overhead that a tool case can show here with <see cref="Rounds"/> rounds, in percent: the noise floor.</summary>
    public required double? SmallestOverheadPercent { get; init; }

    /// <summary>The most rounds that a tool case may take.</summary>
    public required int Rounds { get; init; }

    /// <summary>The smallest budget, in percent, that a tool case under these conditions has for the metric; null without one.</summary>
    public double? SmallestBudgetPercent { get; init; }

    /// <summary>
    /// About how many rounds it takes before that budget is no longer under the noise floor; null when no number does, or none is known.
    /// </summary>
    public int? RoundsForSmallestBudget { get; init; }
}
