namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>Traffic of one side over some time, all streams together.</summary>
internal sealed record Iperf3Sum
{
    public double? Start { get; init; }

    public double? End { get; init; }

    public double? Seconds { get; init; }

    public double? Bytes { get; init; }

    public double? BitsPerSecond { get; init; }

    public double? Retransmits { get; init; }

    public double? JitterMs { get; init; }

    public double? LostPackets { get; init; }

    public double? Packets { get; init; }

    /// <summary>Whether the interval belongs to the warm-up that <c>-O</c> leaves out.</summary>
    public bool Omitted { get; init; }
}
