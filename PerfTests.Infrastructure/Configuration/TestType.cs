namespace PerfTests.Infrastructure.Configuration;

/// <summary>What a workload measures.</summary>
public enum TestType
{
    /// <summary>Bits per second that the receiver got.</summary>
    Throughput,

    /// <summary>Time of a request and its answer, in microseconds.</summary>
    Latency,

    /// <summary>Packets per second, counted on the receiving interface.</summary>
    Pps,
}
