namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>Where the baseline of a tool case comes from.</summary>
public enum BaselinePolicy
{
    /// <summary>Measured between the tool runs, so that a drift of the hosts cancels.</summary>
    Interleaved,

    /// <summary>Taken from earlier runs in the result tree, and checked with a few runs of its own.</summary>
    Stored,
}
