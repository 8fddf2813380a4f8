using System.Globalization;
using PerfTests.Infrastructure.Monitoring.Collectors;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Some processes at one moment, as <see cref="MonitorScript"/> prints them.</summary>
internal sealed record ProcessesLook
{
    /// <summary>The host's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Time on a CPU of each thread, by the path of its file; empty where the kernel keeps none.</summary>
    public required IReadOnlyDictionary<string, ulong> RunNanoseconds { get; init; }

    /// <summary>Resident memory of each process, by its id.</summary>
    public required IReadOnlyDictionary<string, double> ResidentBytes { get; init; }

    /// <summary>By process id; empty without the right to read them.</summary>
    public required IReadOnlyDictionary<string, ulong> ReadBytes { get; init; }

    public required IReadOnlyDictionary<string, ulong> WrittenBytes { get; init; }

    /// <exception cref="FormatException">The text is not whole.</exception>
    public static ProcessesLook Parse(string text)
    {
        var lines = ProcText.Lines("the look at processes", text);
        if (
            lines.Count < 2
            || !decimal.TryParse(lines[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > int.MaxValue
        )
            throw new FormatException($"the look at processes starts with '{lines[0]}'");
        var pageBytes = ProcText.Number("getconf PAGESIZE", lines[1]);
        // /proc/PID/statm:…, /proc/PID/io:read_bytes: N, /proc/PID/task/TID/schedstat:…
        var rows = lines
            .Skip(2)
            .Select(line =>
                (
                    Path: line[..Math.Max(0, line.IndexOf(':', StringComparison.Ordinal))],
                    Fields: ProcText.Fields(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])
                )
            )
            .Where(row => row.Path.Split('/').Length > 3)
            .ToList();
        return new ProcessesLook
        {
            Time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)),
            RunNanoseconds = Rows("/schedstat", 0, 3).DistinctBy(row => row.Path).ToDictionary(row => row.Path, row => row.Number),
            ResidentBytes = Rows("/statm", 1, 7)
                .DistinctBy(row => Process(row.Path))
                .ToDictionary(row => Process(row.Path), row => (double)row.Number * pageBytes),
            ReadBytes = Io("read_bytes:"),
            WrittenBytes = Io("write_bytes:"),
        };

        IEnumerable<(string Path, ulong Number)> Rows(string file, int index, int count) =>
            rows.Where(row => row.Path.EndsWith(file, StringComparison.Ordinal) && row.Fields.Length == count)
                .Select(row => (row.Path, ProcText.Number(row.Path, row.Fields[index])));

        Dictionary<string, ulong> Io(string name) =>
            rows.Where(row => row.Path.EndsWith("/io", StringComparison.Ordinal) && row.Fields is [var key, _] && key == name)
                .DistinctBy(row => Process(row.Path))
                .ToDictionary(row => Process(row.Path), row => ProcText.Number(row.Path, row.Fields[1]));
    }

    private static string Process(string path) => path.Split('/')[2];
}
