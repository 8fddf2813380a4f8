namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>The noise of one load, as a bare loop of its client command has it and as the suite's own baseline runs have it.</summary>
/// <param name="Case">Name of the baseline case.</param>
/// <param name="Metric">Metric whose values are compared.</param>
internal sealed record NoisyWorkload(string Case, string Metric, NoiseFigures Bare, NoiseFigures Suite)
{
    // A ratio of two spreads under this tells nothing: a load that is capped is as steady as its clock.
    private const double SteadyPercent = 0.1;

    /// <summary>Whether both are so steady that there is no noise to compare.</summary>
    public bool IsSteady => Suite.TrimmedPercent < SteadyPercent && Bare.TrimmedPercent < SteadyPercent;

    /// <summary>Trimmed spread of the suite's runs over that of the loop; null where one is not known, or both are steady.</summary>
    public double? Ratio =>
        IsSteady ? null
        : Suite.TrimmedPercent / Math.Max(Bare.TrimmedPercent ?? double.NaN, SteadyPercent) is { } ratio && double.IsFinite(ratio) ? ratio
        : null;

    /// <summary>Whether the suite adds no more noise than a load may have.</summary>
    public bool IsMet => IsSteady || Ratio <= NoiseReport.MostRatio;
}
