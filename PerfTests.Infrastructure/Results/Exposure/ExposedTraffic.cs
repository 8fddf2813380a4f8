namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>What the load of an exposure run put on the server's interface, in the direction that carried more packets.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Packets">Packets, as the interface counts them.</param>
/// <param name="Bytes">Bytes, headers included.</param>
/// <param name="LeastPackets">
/// Fewest packets that a program on their way can have seen. The stack passes up to 64 KiB of a TCP stream on as one packet (TSO, GRO);
/// datagrams,
/// echoes and requests count once, however many packets each takes.
/// </param>
public sealed record ExposedTraffic(string Interface, long Packets, long Bytes, double LeastPackets)
{
    /// <summary>Packets that the interface received.</summary>
    public long? ReceivedPackets { get; init; }

    /// <summary>Payload received, in gigabytes (10⁹ bytes); null for a load of requests.</summary>
    public double? PayloadGigabytes { get; init; }

    /// <summary>Requests that were answered; null for a load of bytes.</summary>
    public double? Transactions { get; init; }
}
