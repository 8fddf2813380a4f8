namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>One metric over the successful measurement runs of a folder, in the metric's unit.</summary>
public sealed record MetricSummary
{
    public required string Name { get; init; }

    public required string Unit { get; init; }

    /// <summary>Runs that measured it.</summary>
    public required int Count { get; init; }

    public required double Mean { get; init; }

    /// <summary>Null when a value is not over zero.</summary>
    public required double? GeometricMean { get; init; }

    /// <summary>Sample standard deviation; null for a single run.</summary>
    public required double? StandardDeviation { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }
}
