namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>
/// What one metric can show with loads of one duration. Pairs of bounds say how well the pilot knows it (confidence 90 %).
/// </summary>
internal sealed record PlannedMetric
{
    public required string Name { get; init; }

    /// <summary>Spread of one round, in percent.</summary>
    public required double RoundPercent { get; init; }

    public required double RoundPercentLow { get; init; }

    public required double RoundPercentHigh { get; init; }

    /// <summary>Rounds for the wanted resolution; null when it is out of reach.</summary>
    public required int? RoundsNeeded { get; init; }

    /// <summary>Resolution in the time that a case may take, in percent; null when no two rounds fit.</summary>
    public required double? ReachedPercent { get; init; }

    public required double? ReachedPercentLow { get; init; }

    public required double? ReachedPercentHigh { get; init; }
}
