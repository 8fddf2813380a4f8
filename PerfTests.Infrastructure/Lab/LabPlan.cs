using System.Net;

namespace PerfTests.Infrastructure.Lab;

/// <summary>A topology with the names and addresses of one lab, written as lines for <c>ip -batch</c>.</summary>
/// <remarks>
/// Whatever is visible outside the lab's namespaces carries the lab's index: namespace names, root interface names, and management
/// networks. Lab N manages its hosts over 198.18.N.0/24, a /30 for each host.
/// </remarks>
/// <param name="Topology">Hosts and cables.</param>
/// <param name="Index">Index of the lab, 0 to <see cref="LastIndex"/>.</param>
/// <param name="HasIpv6">Whether the kernel has IPv6, so that interfaces must be told to keep quiet about it.</param>
internal sealed record LabPlan(LabTopology Topology, int Index, bool HasIpv6)
{
    public const int LastIndex = 255;
    private const string ManagementInterface = "mgmt0";

    // Both ends of a cable must differ in their interface index. The kernel takes a veth end whose peer has the same index (as
    // namespaces, which all count from 1, make likely) for an interface without a peer, and may let a second pass before it acts
    // on the carrier's coming up: a bridge drops everything at that port meanwhile.
    private const int FirstLinkIndex = 100;
    private const int ManagementIndex = 1_000_000;

    public static string NamespacePrefix(int index) => $"perftests-{index}-";

    public static string RootInterfacePrefix(int index) => $"pt{index}-";

    public string NamespaceOf(string host) => NamespacePrefix(Index) + host;

    /// <summary>Name of the interface in the root namespace; the kernel allows 15 characters.</summary>
    public string RootInterfaceOf(string host) => $"{RootInterfacePrefix(Index)}mgmt{NumberOf(host)}";

    public string AddressOf(string host) => $"198.18.{Index}.{(4 * NumberOf(host)) + 2}";

    private string RootAddressOf(string host) => $"198.18.{Index}.{(4 * NumberOf(host)) + 1}";

    /// <summary>Makes every namespace and every cable, and brings up the root side of the management links.</summary>
    public IEnumerable<string> RootBatch()
    {
        foreach (var host in Topology.Hosts)
            yield return $"netns add {NamespaceOf(host)}";
        foreach (var (number, (left, right)) in Topology.Links.Index())
        {
            var index = FirstLinkIndex + (2 * number);
            yield return $"link add netns {NamespaceOf(left.Host)} name {left.Interface} index {index}{HardwareAddress(left)} "
                + $"type veth peer name {right.Interface} index {index + 1}{HardwareAddress(right)} netns {NamespaceOf(right.Host)}";
        }

        foreach (var host in Topology.Hosts)
        {
            var name = RootInterfaceOf(host);
            yield return $"link add name {name} type veth peer name {ManagementInterface} index {ManagementIndex} netns "
                + $"{NamespaceOf(host)}";
            foreach (var line in Quiet(name))
                yield return line;
            yield return $"address add {RootAddressOf(host)}/30 dev {name}";
            yield return $"link set dev {name} up";
        }
    }

    /// <summary>Configures the interfaces within the namespace of a host.</summary>
    public IEnumerable<string> BatchOf(string host)
    {
        yield return "link set dev lo up";
        foreach (var bridge in Topology.Bridges.Where(bridge => bridge.Host == host))
        {
            // Without spanning tree and multicast snooping a bridge says nothing by itself and forwards at once.
            yield return $"link add name {bridge.Interface} type bridge stp_state 0 forward_delay 0 mcast_snooping 0";
            foreach (var port in bridge.Ports)
                yield return $"link set dev {port} master {bridge.Interface}";
            foreach (var line in Up(bridge.Interface))
                yield return line;
        }

        foreach (var port in Topology.Ports.Where(port => port.Host == host))
        {
            if (port.Address is not null)
                yield return $"address add {port.Address}/24 dev {port.Interface}";
            foreach (var line in Up(port.Interface))
                yield return line;
            // Neighbours are known for good: no ARP delays a first packet or is counted among the load's packets.
            foreach (var other in port.Address is null ? [] : Topology.NeighboursOf(port))
                yield return $"neigh replace {other.Address} lladdr {HardwareAddressOf(other.Address!)} dev {port.Interface} nud permanent";
        }

        yield return $"address add {AddressOf(host)}/30 dev {ManagementInterface}";
        foreach (var line in Up(ManagementInterface))
            yield return line;
    }

    private int NumberOf(string host) => Topology.Hosts.Index().Single(item => item.Item == host).Index;

    private IEnumerable<string> Up(string name) => [.. Quiet(name), $"link set dev {name} up"];

    /// <summary>Without a link-local address there is no duplicate address detection, router solicitation or multicast report.</summary>
    private IEnumerable<string> Quiet(string name) => HasIpv6 ? [$"link set dev {name} addrgenmode none"] : [];

    private static string HardwareAddress(LabPort port) => port.Address is null ? "" : $" address {HardwareAddressOf(port.Address)}";

    /// <summary>A locally administered address that spells the IPv4 address.</summary>
    private static string HardwareAddressOf(string address) =>
        $"02:00:{string.Join(':', IPAddress.Parse(address).GetAddressBytes().Select(octet => octet.ToString("x2")))}";
}
