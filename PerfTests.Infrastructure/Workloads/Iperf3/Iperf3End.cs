using System.Text.Json;

namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>Totals of a run (<c>end</c>).</summary>
/// <remarks>
/// What the figures mean, from recorded pairs of client and server reports of one run: <c>sum_received</c> is what the receiver counted,
/// whichever side that is, also with <c>-R</c>. <c>sum_sent</c> is what the sender wrote. For UDP <c>sum</c> counts the bytes that were
/// <em>sent</em>, lost ones included, although its loss and jitter come from the receiver; iperf3 before 3.11 has nothing but <c>sum</c>.
/// With <c>--bidir</c> these are the way from client to server, and the <c>_bidir_reverse</c> ones are the way back; iperf3 3.7 to 3.10
/// give both one name, of which the second is the way back.
/// </remarks>
internal sealed record Iperf3End
{
    public IReadOnlyList<JsonElement>? Streams { get; init; }

    public Iperf3Sum? Sum
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

    public Iperf3Sum? SumSent
    {
        get;
        init
        {
            if (field is null)
                field = value;
            else
                SumSentBidirReverse = value;
        }
    }

    public Iperf3Sum? SumReceived
    {
        get;
        init
        {
            if (field is null)
                field = value;
            else
                SumReceivedBidirReverse = value;
        }
    }

    public Iperf3Sum? SumBidirReverse { get; init; }

    public Iperf3Sum? SumSentBidirReverse { get; init; }

    public Iperf3Sum? SumReceivedBidirReverse { get; init; }

    public Iperf3Cpu? CpuUtilizationPercent { get; init; }
}

/// <summary>CPU of the iperf3 processes themselves, in percent of one core.</summary>
internal sealed record Iperf3Cpu
{
    public double? HostTotal { get; init; }

    public double? RemoteTotal { get; init; }
}
