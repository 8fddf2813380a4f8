namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>Time in a tool's programs for one unit of work, and what part of the baseline's value that is.</summary>
public sealed record ProgramCostShare
{
    /// <summary>Name of the metric whose baseline it is a part of: CPU for each unit of work, or the mean latency.</summary>
    public required string Metric { get; init; }

    /// <summary>The unit of work: <c>round trip</c>, <c>transaction</c>, <c>packet</c> or <c>gigabyte</c>.</summary>
    public required string Per { get; init; }

    /// <summary>Mean of the exposure runs, 0 or more.</summary>
    public required double Nanoseconds { get; init; }

    /// <summary>The lower run, less twice the highest cost of counting; null with one run.</summary>
    public double? Low { get; init; }

    /// <summary>The higher run, less the lowest cost of counting; null with one run.</summary>
    public double? High { get; init; }

    /// <summary>In percent of the baseline's value; null where that was not measured.</summary>
    public double? Percent { get; init; }

    /// <summary><see cref="Low"/> in percent of the highest that the baseline's value may be.</summary>
    public double? LowPercent { get; init; }

    /// <summary><see cref="High"/> in percent of the lowest that the baseline's value may be.</summary>
    public double? HighPercent { get; init; }
}
