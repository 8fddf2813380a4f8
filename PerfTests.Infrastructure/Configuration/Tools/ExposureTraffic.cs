namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>What makes a tool's programs run.</summary>
public enum ExposureTraffic
{
    /// <summary>The load's packets: the busiest program must run in proportion to them.</summary>
    Packets,

    /// <summary>
    /// Things that happen a few times while a load runs, such as connections: a least number of runs is all that can be asked.
    /// </summary>
    Events,
}
