namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>One reporting interval (<c>intervals[]</c>), as the client saw it.</summary>
/// <remarks>iperf3 3.7 to 3.10 give both directions of <c>--bidir</c> one name: the second is the way back.</remarks>
internal sealed record Iperf3Interval
{
    public Iperf3IntervalSum? Sum
    {
        get;
        init
        {
            if (field is null)
                field = value;
            else
                SumBidirReverse = value;
        }
    }

    /// <summary>The way back, with <c>--bidir</c>.</summary>
    public Iperf3IntervalSum? SumBidirReverse { get; init; }
}
