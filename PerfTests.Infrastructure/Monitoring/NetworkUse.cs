using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>Rates of a host's test interface while a load ran: means over the whole window, and what was sampled.</summary>
internal sealed record NetworkUse
{
    public required string Interface { get; init; }

    /// <summary>bit/s.</summary>
    public required double ReceivedBitsPerSecond { get; init; }

    /// <summary>bit/s.</summary>
    public required double SentBitsPerSecond { get; init; }

    public required double ReceivedPacketsPerSecond { get; init; }

    public required double SentPacketsPerSecond { get; init; }

    /// <summary>Packets dropped in either direction over the window.</summary>
    public required double DroppedPackets { get; init; }

    /// <summary>Samples by the names of the four rates above: <c>receivedBitsPerSecond</c> and so on.</summary>
    public IReadOnlyDictionary<string, SampledValue> Sampled { get; init; } = new Dictionary<string, SampledValue>();

    /// <summary>Rates between two moments; null when the counters went backwards.</summary>
    public static NetworkUse? Between(string name, NetDevCounters before, NetDevCounters after, double seconds) =>
        after.ReceivedBytes < before.ReceivedBytes
        || after.SentBytes < before.SentBytes
        || after.ReceivedPackets < before.ReceivedPackets
        || after.SentPackets < before.SentPackets
            ? null
            : new NetworkUse
            {
                Interface = name,
                ReceivedBitsPerSecond = (after.ReceivedBytes - before.ReceivedBytes) * 8 / seconds,
                SentBitsPerSecond = (after.SentBytes - before.SentBytes) * 8 / seconds,
                ReceivedPacketsPerSecond = (after.ReceivedPackets - before.ReceivedPackets) / seconds,
                SentPacketsPerSecond = (after.SentPackets - before.SentPackets) / seconds,
                DroppedPackets = (double)(after.ReceiveDropped + after.SendDropped) - (before.ReceiveDropped + before.SendDropped),
            };
}
