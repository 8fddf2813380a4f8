namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>One rule held against one instance of a tool: what was measured, what was asked, and what came of it.</summary>
public sealed record ExposureCheck
{
    public required ExposureRule Rule { get; init; }

    /// <summary>Role of the host that ran the instance.</summary>
    public required string Role { get; init; }

    public required ExposureMoment Moment { get; init; }

    /// <summary>A count or a ratio, as the rule says.</summary>
    public required double Measured { get; init; }

    /// <summary>Least value that passes; null without such a limit.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value that passes; null without such a limit.</summary>
    public double? Max { get; init; }

    public required bool Passed { get; init; }

    /// <summary>The same in words.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the measured value keeps the limits; what is not a number keeps none.</summary>
    public bool KeepsLimits() => double.IsFinite(Measured) && !(Measured < Min) && !(Measured > Max);
}
