using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PerfTests.Workbench.Init;

/// <summary>An interface of a host that is up and can carry a load.</summary>
/// <param name="Name">Its name there, such as <c>eth1</c>.</param>
/// <param name="HardwareAddress">MAC address; empty where it has none.</param>
/// <param name="Addresses">Addresses that other hosts can use, IPv4 first.</param>
internal sealed record HostInterface(string Name, string HardwareAddress, IReadOnlyList<string> Addresses)
{
    // An IPv6 address with one of these changes by itself, or must not be used for something new.
    private static readonly string[] Unusable = ["temporary", "deprecated", "tentative", "dadfailed"];

    /// <summary>Reads what <c>ip -j addr show</c> printed.</summary>
    /// <returns>Interfaces that are up, without the loopback.</returns>
    /// <exception cref="JsonException">It is no such output.</exception>
    public static IReadOnlyList<HostInterface> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new JsonException("no list of interfaces");
        return [.. document.RootElement.EnumerateArray().Where(IsUsable).Select(Read)];
    }

    private static HostInterface Read(JsonElement link) =>
        new(
            Text(link, "ifname"),
            Text(link, "address"),
            [
                .. Items(link, "addr_info")
                    .Where(IsGlobal)
                    .Select(address => Text(address, "local"))
                    .Where(address => IPAddress.TryParse(address, out _))
                    .OrderBy(IsIpv6),
            ]
        );

    private static bool IsUsable(JsonElement link)
    {
        var flags = Items(link, "flags").Where(flag => flag.ValueKind == JsonValueKind.String).Select(flag => flag.GetString()).ToList();
        return Text(link, "ifname").Length > 0 && flags.Contains("UP") && !flags.Contains("LOOPBACK");
    }

    private static bool IsGlobal(JsonElement address) =>
        Text(address, "scope") == "global"
        && !Unusable.Any(flag => address.TryGetProperty(flag, out var set) && set.ValueKind == JsonValueKind.True);

    private static bool IsIpv6(string address) => IPAddress.Parse(address).AddressFamily == AddressFamily.InterNetworkV6;

    private static List<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";
}
