using System.Globalization;

namespace PerfTests.Infrastructure.Monitoring.Formats;

/// <summary>Reads what the collector of events prints: the clock when perf began, then rows of <c>perf stat -x, -I</c>.</summary>
/// <remarks>
/// A row is <c>time,count,unit,event,time counted,percent counted</c> and, for some events, a figure that perf made of it. A second
/// such figure has a line of its own, with neither count nor event.
/// </remarks>
internal static class PerfStatParser
{
    private const int LeastFields = 6;
    private static readonly string[] Reasons = ["<not supported>", "<not counted>"];

    /// <exception cref="FormatException">The text is not whole, or not that of perf.</exception>
    public static (DateTimeOffset Began, IReadOnlyList<PerfStatRow> Rows) Parse(string text)
    {
        if (!text.EndsWith('\n'))
            throw new FormatException("it ends within a line");
        var lines = text.Split('\n')[..^1];
        // Nine digits of nanoseconds: a clock cut short would be another time.
        if (lines[0].Split('.') is not [_, { Length: 9 }] || Number(lines[0]) is not { } clock || clock > int.MaxValue)
            throw new FormatException($"its first line is '{Short(lines[0])}', not the host's clock");
        var rows = new List<PerfStatRow>();
        var told = new HashSet<(double, string)>();
        foreach (var line in lines[1..])
        {
            if (Row(line) is not { } row)
                continue;
            if (rows.Count > 0 && row.EndSeconds < rows[^1].EndSeconds)
                throw new FormatException($"time goes backwards at '{Short(line)}'");
            if (!told.Add((row.EndSeconds, row.Event)))
                throw new FormatException($"an event appears twice at '{Short(line)}'");
            rows.Add(row);
        }
        return (DateTimeOffset.UnixEpoch.AddTicks((long)(clock * TimeSpan.TicksPerSecond)), rows);
    }

    private static PerfStatRow? Row(string line)
    {
        var fields = line.Split(',');
        if (fields.Length < LeastFields || Number(fields[0].TrimStart(' ')) is not (> 0 and < int.MaxValue and var end))
            throw new FormatException($"'{Short(line)}' is not a row of perf");
        var (count, name) = (fields[1], fields[3]);
        if (count.Length == 0 && name.Length == 0)
            return null;
        var value = Number(count);
        if (name.Length == 0 || (value is null && !Reasons.Contains(count)) || Number(fields[5]) is not (>= 0 and <= 100 and var percent))
            throw new FormatException($"'{Short(line)}' is not a row of perf");
        return new PerfStatRow((double)end, name, (double?)value, value is null ? count : null, (double)percent);
    }

    // Neither sign nor exponent nor NaN: perf prints none for a count.
    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Short(string text) => text[..Math.Min(text.Length, 80)];
}
