using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>Whether the suite is the noise: what <c>calibrate --noise</c> found out.</summary>
internal sealed record NoiseReport
{
    public const string FileName = "noise.json";

    /// <summary>Largest ratio of trimmed spreads that a load may have.</summary>
    public const double MostRatio = 1.3;

    /// <summary>Largest median of these ratios.</summary>
    public const double MostMedianRatio = 1.15;

    public required IReadOnlyList<NoisyWorkload> Workloads { get; init; }

    /// <summary>The tools that were asked for, each with every load that it is measured with.</summary>
    public IReadOnlyList<NoisyTool> Tools { get; init; } = [];

    /// <summary>Over the loads that are not steady; null where none has a ratio.</summary>
    public double? MedianRatio =>
        Workloads.Select(workload => workload.Ratio).OfType<double>().ToList() is { Count: > 0 } ratios ? Median.Of(ratios) : null;

    /// <summary>Every target is met, by every load, and there was noise to compare.</summary>
    public bool IsMet => Workloads.All(workload => workload.IsMet) && MedianRatio <= MostMedianRatio;
}
