namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>The noise of one load, as a bare loop of its client command has it and as the suite's own baseline runs have it.</summary>
/// <param name="Case">Name of the baseline case.</param>
/// <param name="Metric">Metric whose values are compared.</param>
internal sealed record NoisyWorkload(string Case, string Metric, NoiseFigures Bare, NoiseFigures Suite)
{
    // What is steadier than this is steady: a ratio of two such spreads tells nothing.
    private const double SteadyPercent = 0.1;

    /// <summary>Trimmed spread of the suite's runs over that of the loop; null where one is not known.</summary>
    public double? Ratio =>
        Math.Max(Suite.TrimmedPercent ?? double.NaN, SteadyPercent) / Math.Max(Bare.TrimmedPercent ?? double.NaN, SteadyPercent)
            is var ratio
        && double.IsNaN(ratio)
            ? null
            : ratio;
}
