using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>Reads the tables of <c>sar</c>, <c>mpstat</c>, <c>pidstat -h</c> and <c>iostat -x</c>, of any version and locale.</summary>
/// <remarks>Columns are found by the header above a row. Averages that come at the end are no samples and are left out.</remarks>
internal static partial class SysstatParser
{
    // sar -n DEV since version 10; what grep leaves of it has no header.
    private static readonly string[] NetworkColumns =
        ["IFACE", "rxpck/s", "txpck/s", "rxkB/s", "txkB/s", "rxcmp/s", "txcmp/s", "rxmcst/s", "%ifutil"];

    private static readonly string[] SubjectColumns = ["IFACE", "CPU", "DEV", "Device", "Device:"];

    /// <summary>The rows that are whole, in order.</summary>
    /// <exception cref="FormatException">A row does not fit its header.</exception>
    public static IReadOnlyList<MonitorSample> Parse(string text)
    {
        var samples = new List<MonitorSample>();
        string[]? header = null;
        SampleTime? reportTime = null;
        foreach (var line in WholeLines(text))
        {
            var fields = ProcText.Fields(line);
            var stamp = SampleTime.Read(fields);
            var rest = stamp is null ? fields : fields[stamp.Value.Fields..];
            if (rest.Length == 0)
            {
                // iostat -t: the time stands alone, above the table.
                reportTime = stamp?.Time;
                continue;
            }
            if (IsHeader(rest))
            {
                header = rest[0] is "#" ? [.. rest.Skip(2)] : rest[0] is "#Time" ? rest[1..] : rest;
                continue;
            }
            if (line.StartsWith("Linux ", StringComparison.Ordinal))
                continue;
            if (Row(rest, header, stamp?.Time ?? reportTime, hasOwnTime: stamp is not null) is { } sample)
                samples.Add(sample);
        }
        return samples;
    }

    private static MonitorSample? Row(string[] fields, string[]? header, SampleTime? time, bool hasOwnTime)
    {
        // Neither a time nor an iostat table above: an average, or a word to people.
        if (!hasOwnTime && header?[0] is not ("Device" or "Device:" or "avg-cpu:"))
            return null;
        if (header is null)
            return fields.Length >= 8 && fields[1..8].All(IsNumber) ? Network(fields, time) : null;
        if (header.Contains("PID"))
            return Process(fields, header, time);
        if (header[0] == "avg-cpu:")
            header = header[1..];
        if (!Array.Exists(fields, IsNumber))
            return null;
        if (fields.Length != header.Length)
            throw new FormatException($"'{string.Join(' ', fields)}' has {fields.Length} columns, its header {header.Length}");
        return SubjectColumns.Contains(header[0])
            ? new MonitorSample(time, fields[0], Values(header[1..], fields[1..]))
            : new MonitorSample(time, "", Values(header, fields));
    }

    private static MonitorSample Network(string[] fields, SampleTime? time)
    {
        var columns = Math.Min(fields.Length, NetworkColumns.Length);
        return new MonitorSample(time, fields[0], Values(NetworkColumns[1..columns], fields[1..columns]));
    }

    /// <remarks>The last column is the command, which may have blanks.</remarks>
    private static MonitorSample Process(string[] fields, string[] header, SampleTime? time)
    {
        var last = header.Length - 1;
        if (fields.Length <= last)
            throw new FormatException($"'{string.Join(' ', fields)}' has {fields.Length} columns, its header {header.Length}");
        var names = header[..last];
        var shown = names.Zip(fields).Where(column => column.First is not ("USER" or "UID" or "PID" or "TGID" or "TID")).ToList();
        return new MonitorSample(
            time, fields[Array.IndexOf(header, "PID")], Values([.. shown.Select(column => column.First)], [.. shown.Select(column => column.Second)]));
    }

    private static Dictionary<string, double> Values(string[] names, string[] fields)
    {
        var values = new Dictionary<string, double>();
        foreach (var (name, field) in names.Zip(fields))
        {
            // A figure that the program could not find out is a dash or a word.
            if (IsNumber(field))
                values[name] = double.Parse(field.Replace(',', '.'), CultureInfo.InvariantCulture);
        }
        return values;
    }

    private static bool IsHeader(string[] fields) =>
        fields.Length > 1 && !Array.Exists(fields, IsNumber) && fields.Skip(1).Any(field => field.Contains('/') || field.StartsWith('%') || field.StartsWith("kb", StringComparison.Ordinal))
        && !fields[0].StartsWith("Average", StringComparison.Ordinal) && fields[0] != "Linux";

    private static bool IsNumber(string field) => Number().IsMatch(field);

    /// <remarks>What follows the last line end is a row that was being written when the program ended.</remarks>
    private static IEnumerable<string> WholeLines(string text) => text.Split('\n').SkipLast(1).Select(line => line.TrimEnd('\r'));

    [GeneratedRegex(@"\A-?[0-9]{1,20}([.,][0-9]{1,10})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
