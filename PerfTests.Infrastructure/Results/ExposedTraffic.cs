namespace PerfTests.Infrastructure.Results;

/// <summary>What the load of an exposure run put on the server's interface, in the direction that carried more packets.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Packets">Packets, as the interface counts them.</param>
/// <param name="Bytes">Bytes, headers included.</param>
/// <param name="LeastPackets">
/// Fewest packets that the stack can have made of them. It passes up to 64 KiB of a TCP stream on as one packet (TSO, GRO); other packets stay what they are.
/// </param>
public sealed record ExposedTraffic(string Interface, long Packets, long Bytes, double LeastPackets);
