namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>One reporting interval (<c>intervals[]</c>), as the client saw it.</summary>
internal sealed record Iperf3Interval
{
    public Iperf3Sum? Sum { get; init; }

    /// <summary>The way back, with <c>--bidir</c>.</summary>
    public Iperf3Sum? SumBidirReverse { get; init; }
}
