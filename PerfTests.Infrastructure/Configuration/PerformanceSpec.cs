using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Configuration;

/// <summary>The content of <c>performance-test-spec.yaml</c>: the loads of each test type, and which cases to make of them.</summary>
public sealed record PerformanceSpec
{
    /// <summary>Throughput of one stream; null when the file has none.</summary>
    public LoadSpec? SingleStream { get; init; }

    /// <summary>Throughput of several streams together; null when the file has none.</summary>
    public LoadSpec? MultiStream { get; init; }

    public LoadSpec? Latency { get; init; }

    public LoadSpec? Pps { get; init; }

    /// <summary>Rules of which a case must match one; empty lets every case in.</summary>
    public IReadOnlyList<CaseRule> Include { get; init; } = [];

    /// <summary>Rules of which a case may match none.</summary>
    public IReadOnlyList<CaseRule> Exclude { get; init; } = [];
}
