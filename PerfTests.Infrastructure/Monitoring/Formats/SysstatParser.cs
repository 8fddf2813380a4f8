using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring.Formats;

/// <summary>Reads the tables of <c>sar</c>, <c>mpstat</c>, <c>pidstat -h</c> and <c>iostat -x</c>, of any version and locale.</summary>
/// <remarks>Columns are found by the header above a row. Averages that come at the end are no samples and are left out.</remarks>
internal static partial class SysstatParser
{
    // sar -n DEV since version 10; what grep leaves of it has no header.
    private static readonly string[] NetworkColumns =
    [
        "IFACE",
        "rxpck/s",
        "txpck/s",
        "rxkB/s",
        "txkB/s",
        "rxcmp/s",
        "txcmp/s",
        "rxmcst/s",
        "%ifutil",
    ];

    private static readonly string[] SubjectColumns = ["IFACE", "CPU", "DEV", "Device", "Device:"];

    /// <summary>The rows that are whole, in order. Other tables, comments and words to people are passed over.</summary>
    /// <param name="notes">Gets a line for each kind of row that is left out although a figure was expected of it.</param>
    public static IReadOnlyList<MonitorSample> Parse(string text, ICollection<string> notes)
    {
        var samples = new List<MonitorSample>();
        var left = new LeftOut();
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
            if (Header(rest, hasOwnTime: stamp is not null) is { } found)
            {
                header = found;
                continue;
            }
            if (line.StartsWith("Linux ", StringComparison.Ordinal) || rest[0] is "COM" or "LINUX")
                continue;
            var shape = Row(rest, header, stamp?.Time ?? reportTime, hasOwnTime: stamp is not null, left);
            if (shape is { } sample && left.Accepts(sample))
                samples.Add(sample);
        }
        left.Report(samples.Count, notes);
        return samples;
    }

    private static MonitorSample? Row(string[] fields, string[]? header, SampleTime? time, bool hasOwnTime, LeftOut left)
    {
        // Neither a time nor an iostat table above: an average, or a word to people.
        if (!hasOwnTime && header is not ["Device" or "Device:" or "avg-cpu:", ..])
            return left.Unknown(fields, fields.Count(IsNumber));
        if (header is null)
            return fields.Length >= 8 && fields[1..8].All(IsNumber) ? Network(fields, time) : left.Unknown(fields, fields.Count(IsNumber));
        if (header.Length == 0 || !Array.Exists(fields, IsNumber))
            return null;
        if (header.Contains("PID"))
            return Process(fields, header, time, left);
        if (header[0] == "avg-cpu:")
            header = header[1..];
        if (fields.Length != header.Length)
            return left.Misfit(fields, header.Length);
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
    private static MonitorSample? Process(string[] fields, string[] header, SampleTime? time, LeftOut left)
    {
        var last = header.Length - 1;
        if (fields.Length <= last)
            return left.Misfit(fields, header.Length);
        var names = header[..last];
        var shown = names.Zip(fields).Where(column => column.First is not ("USER" or "UID" or "PID" or "TGID" or "TID")).ToList();
        return new MonitorSample(
            time,
            fields[Array.IndexOf(header, "PID")],
            Values([.. shown.Select(column => column.First)], [.. shown.Select(column => column.Second)])
        );
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

    /// <returns>Names of the columns, none for a table that is not known; null when the row is no header.</returns>
    private static string[]? Header(string[] fields, bool hasOwnTime)
    {
        var isHeading = fields[0] is not ("Linux" or "LINUX" or "COM") && !fields[0].StartsWith("Average", StringComparison.Ordinal);
        if (fields.Length < 2 || !isHeading || Array.Exists(fields, IsNumber))
            return null;
        if (fields.Skip(1).Any(field => field.Contains('/') || field.StartsWith('%') || field.StartsWith("kb", StringComparison.Ordinal)))
            return fields[0] is "#" ? [.. fields.Skip(2)]
                : fields[0] is "#Time" ? fields[1..]
                : fields;
        // Words behind a time: sar's sockets, queue lengths and the like.
        return hasOwnTime ? [] : null;
    }

    private static bool IsNumber(string field) => Number().IsMatch(field);

    /// <remarks>What follows the last line end is a row that was being written when the program ended.</remarks>
    private static IEnumerable<string> WholeLines(string text) => text.Split('\n').SkipLast(1).Select(line => line.TrimEnd('\r'));

    [GeneratedRegex(@"\A-?[0-9]{1,20}([.,][0-9]{1,10})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
