using System.Text.Json;

namespace PerfTests.Workbench.Init;

/// <summary>The way that a host's kernel sends packets to an address.</summary>
/// <param name="Interface">Interface by which they leave.</param>
/// <param name="Source">Address that they carry as their own; null where the question named it.</param>
/// <param name="Gateway">Router on the way; null when the address is on the link itself.</param>
internal sealed record Route(string Interface, string? Source, string? Gateway)
{
    /// <summary>Reads what <c>ip -j route get</c> printed.</summary>
    /// <returns>Null when there is no route, or when it stays within the host.</returns>
    public static Route? Parse(string? json)
    {
        if (json is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement is not { ValueKind: JsonValueKind.Array } routes || routes.GetArrayLength() == 0)
                return null;
            var first = routes[0];
            // "local" is the host itself; "unreachable", "blackhole" and their like lead nowhere.
            if (Text(first, "type") is not (null or "unicast") || Text(first, "dev") is not { } name || name == "lo")
                return null;
            return new Route(name, Text(first, "prefsrc"), Text(first, "gateway") ?? Via(first));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A gateway of the other family than the destination's.
    private static string? Via(JsonElement route) => route.TryGetProperty("via", out var via) ? Text(via, "host") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
