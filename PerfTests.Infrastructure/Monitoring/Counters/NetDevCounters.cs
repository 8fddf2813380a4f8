namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Counters of one network interface since it came up, from <c>/proc/net/dev</c>.</summary>
/// <remarks>They belong to the network namespace of the reader. Some drivers stop updating them while an XDP program is loaded.</remarks>
internal sealed record NetDevCounters
{
    public required ulong ReceivedBytes { get; init; }

    public required ulong ReceivedPackets { get; init; }

    public required ulong ReceiveErrors { get; init; }

    public required ulong ReceiveDropped { get; init; }

    public required ulong SentBytes { get; init; }

    public required ulong SentPackets { get; init; }

    public required ulong SendErrors { get; init; }

    public required ulong SendDropped { get; init; }
}
