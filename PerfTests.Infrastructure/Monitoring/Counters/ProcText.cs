using System.Globalization;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>What all files of procfs have in common.</summary>
internal static class ProcText
{
    /// <summary>The lines of a file that was read to its end.</summary>
    public static IReadOnlyList<string> Lines(string source, string text) =>
        text.EndsWith('\n')
            ? text.TrimEnd('\n').Split('\n')
            : throw new FormatException($"{source} is empty or cut off in the middle of a line");

    public static string[] Fields(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static ulong Number(string source, string field) =>
        ulong.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{source} has '{field}' where a counter belongs");
}
