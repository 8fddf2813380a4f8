namespace PerfTests.Workbench.Init;

/// <summary>A way for the load: an address of the server, and the address and interface by which the client reaches it.</summary>
/// <param name="Gateway">Router between them; null when they share a link.</param>
/// <param name="RoundTripMilliseconds">Mean of the echoes that came back; null when none did, or there is no ping to try with.</param>
/// <param name="CarriesSsh">Whether ssh comes in by one of its interfaces, so that commands and load share it.</param>
internal sealed record TestPath(PathEnd Server, PathEnd Client, string? Gateway, double? RoundTripMilliseconds, bool CarriesSsh)
{
    public bool Answers => RoundTripMilliseconds is not null;
}

/// <summary>One end of a path.</summary>
/// <param name="HardwareAddress">MAC address of the interface; empty where it has none.</param>
internal sealed record PathEnd(string Interface, string Address, string HardwareAddress);
