using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>What passed one interface: packets and bytes, or the same per second.</summary>
internal sealed record InterfaceTraffic(double ReceivedPackets, double ReceivedBytes, double SentPackets, double SentBytes)
{
    /// <summary>Between two looks; counters that went backwards, as of an interface that was made anew, count from zero.</summary>
    public static InterfaceTraffic Between(NetDevCounters before, NetDevCounters after)
    {
        return new(
            Grown(before.ReceivedPackets, after.ReceivedPackets),
            Grown(before.ReceivedBytes, after.ReceivedBytes),
            Grown(before.SentPackets, after.SentPackets),
            Grown(before.SentBytes, after.SentBytes)
        );

        static double Grown(ulong first, ulong last) => last >= first ? last - first : last;
    }

    /// <summary>This without what so many times another one accounts for.</summary>
    public InterfaceTraffic Less(InterfaceTraffic other, double times) =>
        new(
            Math.Max(0, ReceivedPackets - (times * other.ReceivedPackets)),
            Math.Max(0, ReceivedBytes - (times * other.ReceivedBytes)),
            Math.Max(0, SentPackets - (times * other.SentPackets)),
            Math.Max(0, SentBytes - (times * other.SentBytes))
        );

    public InterfaceTraffic Times(double factor) =>
        new(factor * ReceivedPackets, factor * ReceivedBytes, factor * SentPackets, factor * SentBytes);

    /// <summary>The smaller of each figure.</summary>
    public InterfaceTraffic Least(InterfaceTraffic other) =>
        new(
            Math.Min(ReceivedPackets, other.ReceivedPackets),
            Math.Min(ReceivedBytes, other.ReceivedBytes),
            Math.Min(SentPackets, other.SentPackets),
            Math.Min(SentBytes, other.SentBytes)
        );

    /// <summary>The part that a program bound to the interface sees.</summary>
    /// <param name="name">The interface.</param>
    /// <param name="receives">Whether it sees what is received or what is sent; null when that is not known.</param>
    public BoundInterface SeenBy(string name, bool? receives)
    {
        var most = Math.Max(ReceivedPackets, SentPackets);
        return receives switch
        {
            true => new(name, PacketDirection.Received, ReceivedPackets, ReceivedBytes, most),
            false => new(name, PacketDirection.Sent, SentPackets, SentBytes, most),
            null => new(name, PacketDirection.Either, most, Math.Max(ReceivedBytes, SentBytes), most),
        };
    }
}
