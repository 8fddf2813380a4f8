namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>One metric of a case: both arms, the overhead with its bounds, and the budget it is held against.</summary>
public sealed record MetricVerdict
{
    public required string Name { get; init; }

    public required string Unit { get; init; }

    /// <summary>
    /// Geometric mean over the baseline runs of the valid rounds, each run once; arithmetic for a metric that is not compared,
    /// such as loss, which is usually zero.
    /// </summary>
    public required double? Baseline { get; init; }

    /// <summary>The same mean over the tool runs of the valid rounds; in an A/A case over the runs in the middle.</summary>
    public required double? Ebpf { get; init; }

    /// <summary>Overhead in percent, positive is worse; null where no ratio can be formed.</summary>
    public required double? OverheadPercent { get; init; }

    /// <summary>
    /// The plain mean over all rounds, outliers included, in percent; null where no ratio can be formed, and against a stored baseline,
    /// beside which no round has a ratio of its own.
    /// </summary>
    public double? MeanOverheadPercent { get; init; }

    /// <summary>Lower bound of the plain mean, in percent: what is over its budget is so by this bound too.</summary>
    public double? MeanLowPercent { get; init; }

    /// <summary>Upper bound of the plain mean, in percent: what is within its budget is so by this bound too.</summary>
    public double? MeanHighPercent { get; init; }

    /// <summary>One-sided lower bound of the overhead, in percent.</summary>
    public required double? LowPercent { get; init; }

    /// <summary>One-sided upper bound of the overhead, in percent.</summary>
    public required double? HighPercent { get; init; }

    /// <summary>Step in which the values are told, as an overhead in percent: no bound is nearer. Null where they are finer.</summary>
    public double? StepPercent { get; init; }

    /// <summary>Overhead allowed, in percent; null for a metric that is shown but not judged.</summary>
    public required double? BudgetPercent { get; init; }

    /// <summary>Null for a metric without a budget; <see cref="Results.Cases.Verdict.Invalid"/> when the case is.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>
    /// Smallest overhead of this metric that the case's own baselines could have shown, in percent: with the rounds of the case, in a
    /// baseline case with the most rounds that a tool case may take. Null when too few runs tell.
    /// </summary>
    public double? NoiseFloorPercent { get; init; }
}
