namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>An interface that a program is bound to, and what it carried while the load ran, less what it carries anyway.</summary>
/// <param name="Interface">Name of the interface.</param>
/// <param name="Direction">Which of its packets the program sees.</param>
/// <param name="Packets">Packets in that direction.</param>
/// <param name="Bytes">Bytes in that direction, headers included.</param>
/// <param name="MostPackets">Packets in the direction that had more of them.</param>
public sealed record BoundInterface(string Interface, PacketDirection Direction, double Packets, double Bytes, double MostPackets);
