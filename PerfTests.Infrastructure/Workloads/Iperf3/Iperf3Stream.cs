using System.Text.Json;

namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>
/// A report that came in parts (<c>--json-stream</c>, since iperf3 3.17): a document a line, each an event with its data.
/// </summary>
internal static class Iperf3Stream
{
    /// <summary>Whether a document is a part of such a report.</summary>
    public static bool IsEvent(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object
        && document.TryGetProperty("event", out var name)
        && name.ValueKind == JsonValueKind.String;

    /// <summary>The parts as one report; other events, such as the server's own output, are passed over.</summary>
    public static Iperf3Document Join(IEnumerable<JsonElement> events, JsonSerializerOptions format)
    {
        var whole = new Iperf3Document();
        var intervals = new List<Iperf3Interval?>();
        foreach (var each in events.Where(IsEvent))
        {
            if (!each.TryGetProperty("data", out var data))
                continue;
            switch (each.GetProperty("event").GetString())
            {
                case "start":
                    whole = whole with { Start = data.Deserialize<Iperf3Start>(format) };
                    break;
                case "interval":
                    intervals.Add(data.Deserialize<Iperf3Interval>(format));
                    break;
                case "end":
                    whole = whole with { End = data.Deserialize<Iperf3End>(format) };
                    break;
                case "error":
                    whole = whole with { Error = Text(data) };
                    break;
            }
        }
        return whole with { Intervals = intervals };
    }

    private static string? Text(JsonElement data) => data.ValueKind == JsonValueKind.String ? data.GetString() : data.GetRawText();
}
