namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>Totals of one side, all streams together.</summary>
internal sealed record Iperf3Sum
{
    public double? Seconds { get; init; }

    public double? Bytes { get; init; }

    public double? BitsPerSecond { get; init; }

    public double? Retransmits { get; init; }

    public double? JitterMs { get; init; }

    public double? LostPackets { get; init; }

    public double? Packets { get; init; }
}
