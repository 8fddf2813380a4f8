namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>What a run is for.</summary>
public enum RunPurpose
{
    /// <summary>Enters the verdict.</summary>
    Measurement,

    /// <summary>Proves that the tool's programs run; counting is switched on, which costs time, so its figures are not compared.</summary>
    Exposure,

    /// <summary>Samples the hosts under a load that is long enough for it; not compared, for it is not the load of the rounds.</summary>
    Resources,
}
