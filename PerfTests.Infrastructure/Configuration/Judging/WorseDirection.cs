namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>The direction in which a metric is worse; overhead is signed so that worse is positive.</summary>
public enum WorseDirection
{
    Lower,
    Higher,

    /// <summary>Kept and shown, but no relative overhead is computed from it.</summary>
    NotCompared,
}
