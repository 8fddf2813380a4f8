using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>One line of a forest chart; all numbers are percent of overhead, positive is worse.</summary>
internal sealed record ForestRow
{
    public required string Label { get; init; }

    /// <summary>Where a click leads: a fragment such as <c>#c3</c>.</summary>
    public required string Link { get; init; }

    /// <summary>Number of the case on the page, by which rows are filtered.</summary>
    public required int Case { get; init; }

    public required Verdict Verdict { get; init; }

    public required double? Estimate { get; init; }

    public required double? Low { get; init; }

    public required double? High { get; init; }

    public required double? Budget { get; init; }

    public required double? NoiseFloor { get; init; }

    /// <summary>The numbers as text, beside the plot.</summary>
    public required string Text { get; init; }
}
