namespace PerfTests.Infrastructure.Lab;

/// <summary>An interface of a lab host.</summary>
/// <param name="Host">Name of the lab host.</param>
/// <param name="Interface">Name of the interface in the host's namespace.</param>
/// <param name="Address">IPv4 address on a /24 network; null for a port of a bridge.</param>
internal sealed record LabPort(string Host, string Interface, string? Address = null);

/// <summary>A cable between two hosts: a veth pair.</summary>
internal sealed record LabLink(LabPort Left, LabPort Right);

/// <summary>A switch within a host, joining the host's ports without an address.</summary>
internal sealed record LabBridge(string Host, string Interface, IReadOnlyList<string> Ports);

/// <summary>Hosts of a lab and how they are cabled, without anything that depends on the machine or on other labs.</summary>
internal sealed record LabTopology(IReadOnlyList<string> Hosts, IReadOnlyList<LabLink> Links, IReadOnlyList<LabBridge> Bridges)
{
    /// <summary>
    /// Two hosts on one cable, and two hosts whose cables meet in the bridge of a third, as VMs meet in their hypervisor.
    /// </summary>
    /// <remarks>
    /// Data networks may be the same in every lab, because they exist inside namespaces only. Their addresses are of 198.18.0.0/15,
    /// which RFC 2544 (IANA registry: RFC 6890) sets aside for benchmarks, so that they cannot hide a network that a user needs.
    /// </remarks>
    public static LabTopology Default { get; } =
        new(
            ["system-server", "system-client", "vm-server", "vm-client", "vm-host"],
            [
                new(new("system-server", "data0", "198.19.1.1"), new("system-client", "data0", "198.19.1.2")),
                new(new("vm-server", "data0", "198.19.2.1"), new("vm-host", "vnet-server")),
                new(new("vm-client", "data0", "198.19.2.2"), new("vm-host", "vnet-client")),
            ],
            [new("vm-host", "br0", ["vnet-server", "vnet-client"])]
        );

    public IEnumerable<LabPort> Ports => Links.SelectMany(link => new[] { link.Left, link.Right });

    /// <summary>The other ports with an address on the network of this one.</summary>
    public IEnumerable<LabPort> NeighboursOf(LabPort port) =>
        Ports.Where(other => other != port && other.Address is not null && NetworkOf(other.Address) == NetworkOf(port.Address!));

    private static string NetworkOf(string address) => address[..address.LastIndexOf('.')];
}
