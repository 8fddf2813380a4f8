using System.Text.Json;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Init;

/// <summary>The ports of a Linux bridge by which a third host, such as a hypervisor, forwards what the two ends send.</summary>
/// <param name="ServerPort">Port behind which the server is.</param>
/// <param name="ClientPort">Port behind which the client is.</param>
/// <param name="Bridge">The bridge itself.</param>
internal sealed record BridgePorts(string ServerPort, string ClientPort, string Bridge)
{
    /// <summary>Looks in the bridge's table, right after the ends have talked: a bridge forgets silent ones.</summary>
    /// <returns>Null when the host forwards in another way, or is not between them.</returns>
    public static async Task<BridgePorts?> FindAsync(IRemoteHost host, TestPath path, CancellationToken cancellationToken) =>
        Parse((await host.RunAsync(new RemoteCommand("bridge -j fdb show 2>/dev/null"), cancellationToken)).Output, path);

    internal static BridgePorts? Parse(string json, TestPath path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var entries = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToList() : [];
            (string? Port, string? Bridge) Behind(PathEnd end) =>
                entries
                    .Where(entry =>
                        end.HardwareAddress.Length > 0
                        && string.Equals(Text(entry, "mac"), end.HardwareAddress, StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(entry => (Text(entry, "ifname"), Text(entry, "master")))
                    .FirstOrDefault(place => place.Item1 is not null && place.Item2 is not null);
            return
                Behind(path.Server) is ({ } server, { } bridge)
                && Behind(path.Client) is ({ } client, { } same)
                && bridge == same
                && server != client
                ? new BridgePorts(server, client, bridge)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
