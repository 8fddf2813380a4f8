namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>What of an interval is used; its other figures can be anything.</summary>
internal sealed record Iperf3IntervalSum
{
    public double? Start { get; init; }

    public double? Seconds { get; init; }

    public double? Bytes { get; init; }

    /// <summary>Whether the interval belongs to the warm-up that <c>-O</c> leaves out.</summary>
    public bool Omitted { get; init; }
}
