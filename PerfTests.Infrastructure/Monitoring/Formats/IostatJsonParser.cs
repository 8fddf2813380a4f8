using System.Text.Json;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring.Formats;

/// <summary>Reads <c>iostat -x -o JSON</c>; the columns have the names of the text table.</summary>
internal static class IostatJsonParser
{
    /// <param name="notes">Gets a line when samples with impossible figures are left out.</param>
    /// <exception cref="FormatException">The text is not whole, or not that of iostat.</exception>
    public static IReadOnlyList<MonitorSample> Parse(string text, ICollection<string> notes)
    {
        var left = new LeftOut();
        try
        {
            using var document = JsonDocument.Parse(text);
            List<MonitorSample> samples =
            [
                .. document
                    .RootElement.GetProperty("sysstat")
                    .GetProperty("hosts")
                    .EnumerateArray()
                    .SelectMany(host => host.GetProperty("statistics").EnumerateArray())
                    .SelectMany(report => report.GetProperty("disk").EnumerateArray().Select(disk => Sample(report, disk)))
                    .Where(left.Accepts),
            ];
            left.Report(samples.Count, notes);
            return samples;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"this is not complete JSON of iostat: {exception.Message}", exception);
        }
    }

    private static MonitorSample Sample(JsonElement report, JsonElement disk) =>
        new(
            report.TryGetProperty("timestamp", out var stamp) ? Time(stamp.GetString() ?? "") : null,
            disk.GetProperty("disk_device").GetString() ?? "",
            disk.EnumerateObject()
                .Where(figure => figure.Value.ValueKind == JsonValueKind.Number)
                .GroupBy(figure => Column(figure.Name))
                .ToDictionary(group => group.Key, group => group.First().Value.GetDouble())
        );

    private static SampleTime? Time(string stamp)
    {
        // Without S_TIME_FORMAT=ISO a date of the locale comes first.
        var words = ProcText.Fields(stamp);
        return (SampleTime.Read(words) ?? SampleTime.Read([.. words.Skip(1)]))?.Time;
    }

    private static string Column(string name) => name is "util" or "rrqm" or "wrqm" or "drqm" ? $"%{name}" : name;
}
