namespace PerfTests.Infrastructure.Configuration;

/// <summary>Whether programs sample the hosts while the loads of rounds run, which is noise beside them.</summary>
public enum RoundSampling
{
    /// <summary>Where a load is long enough for three samples; events are counted beside every load, where a host can.</summary>
    Auto,

    /// <summary>Beside every load.</summary>
    Always,

    /// <summary>Only in runs that are not judged.</summary>
    Never,
}
