using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>What a load put on the server's interface: the packets that a tool on its way had to see.</summary>
/// <param name="Seen">Packets and bytes of the direction that carried more bytes.</param>
/// <param name="Share">What the interface carried, as a share of what the load moved by its own account; null when the load does not
/// tell.</param>
internal sealed record LoadTraffic(ExposedTraffic Seen, double? Share)
{
    // What the stack passes on as one packet at most, unless it is told otherwise (gso_max_size, gro_max_size).
    private const double MergedBytes = 65536;

    /// <exception cref="FormatException">The counters went backwards.</exception>
    public static LoadTraffic Of(string name, NetDevCounters before, NetDevCounters after, LoadResult load, Workload workload)
    {
        var (receivedBytes, sentBytes) = (
            Difference(before.ReceivedBytes, after.ReceivedBytes),
            Difference(before.SentBytes, after.SentBytes)
        );
        var (received, sent) = (
            Difference(before.ReceivedPackets, after.ReceivedPackets),
            Difference(before.SentPackets, after.SentPackets)
        );
        var (packets, bytes) = receivedBytes >= sentBytes ? (received, receivedBytes) : (sent, sentBytes);
        // A datagram or an echo may take several packets, of which a program above IP sees one.
        var least = workload is { Protocol: Protocol.Tcp, Type: not TestType.Latency }
            ? Math.Ceiling(bytes / MergedBytes)
            : Math.Min(packets, load.Transactions ?? load.PacketsSent ?? packets);
        var seen = new ExposedTraffic(name, packets, bytes, least)
        {
            ReceivedPackets = received,
            PayloadGigabytes = load.Metrics.TryGetValue(Metric.Throughput.Name, out var bitsPerSecond)
                ? bitsPerSecond * load.LoadSeconds / 8e9
                : null,
            Transactions = load.Transactions,
        };
        return new LoadTraffic(seen, ShareOf(receivedBytes + sentBytes, received, load));

        long Difference(ulong first, ulong last) =>
            last >= first ? (long)(last - first) : throw new FormatException($"the counters of {name} went backwards while the load ran");
    }

    private static double? ShareOf(double bytes, double packets, LoadResult load) =>
        load.Metrics.TryGetValue(Metric.Throughput.Name, out var bitsPerSecond) && bitsPerSecond > 0
            ? bytes / (bitsPerSecond / 8 * load.LoadSeconds)
        : load.Transactions > 0 ? packets / load.Transactions
        : null;
}
