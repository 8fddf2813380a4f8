namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>What a process and all that descends from it, or is in its session, has used until now.</summary>
internal sealed record TreeUse
{
    private const string Source = "the look at a process tree";

    public IReadOnlyList<int> ProcessIds { get; init; } = [];

    /// <summary>CPU time of the living processes and of those that they waited for, in seconds; null when there is no process.</summary>
    public required double? CpuSeconds { get; init; }

    /// <summary>High-water marks of resident memory, added; null when not told.</summary>
    public double? PeakResidentBytes { get; init; }

    /// <summary>Memory with shared pages divided among those that have them; null when not looked for.</summary>
    public double? ProportionalBytes { get; init; }

    /// <summary>Bytes that the living processes caused to be written to disks; null when not told.</summary>
    public double? WrittenBytes { get; init; }

    /// <summary>Kernel memory of the BPF maps that they hold, each once; null when there is none.</summary>
    public double? MapBytes { get; init; }

    /// <summary>The same of BPF programs.</summary>
    public double? ProgramBytes { get; init; }

    /// <summary>A script that prints what <see cref="Parse"/> reads.</summary>
    /// <param name="processes">Processes of the tree, as words of a shell.</param>
    /// <param name="isDetailed">Whether memory is looked at too, which takes the kernel a walk through it.</param>
    public static string Command(string processes, bool isDetailed) =>
        $$"""
            set -- /dev/null
            for process in {{processes}}; do
              set -- "$@" /proc/$process/stat /proc/$process/task/*/schedstat{{(
                isDetailed
                    ? " /proc/$process/io /proc/$process/status /proc/$process/smaps_rollup /proc/$process/fdinfo/*"
                    : " /proc/$process/io"
            )}}
            done
            grep -HsE '^([0-9]+ \(|[0-9]+ [0-9]+ [0-9]+$|(write_bytes|VmHWM|Pss|map_type|map_id|prog_type|prog_id|memlock):)' "$@"
            echo end
            """;

    /// <exception cref="FormatException">The text is not whole.</exception>
    public static TreeUse Parse(string text)
    {
        var lines = ProcText.Lines(Source, text);
        if (lines[^1] != "end")
            throw new FormatException($"{Source} is cut off");
        var rows = lines
            .SkipLast(1)
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2 && parts[0].Split('/').Length > 3)
            .Select(parts => (Path: parts[0], Process: parts[0].Split('/')[2], Text: parts[1]))
            .ToList();
        var running = rows.Where(row => row.Path.EndsWith("/schedstat", StringComparison.Ordinal))
            .DistinctBy(row => row.Path)
            .GroupBy(row => row.Process)
            .ToDictionary(process => process.Key, process => process.Sum(row => SchedStat.Parse($"{row.Text}\n").RunNanoseconds / 1e9));
        var processes = rows.Where(row => row.Path.EndsWith("/stat", StringComparison.Ordinal))
            .DistinctBy(row => row.Path)
            .Select(row => ProcessStat.Parse(row.Text))
            .ToList();
        return new TreeUse
        {
            ProcessIds = [.. processes.Select(process => process.Id)],
            // The exact time lacks threads that have ended, the one in ticks is cut: the larger is nearer to the truth.
            CpuSeconds =
                processes.Count == 0
                    ? null
                    : processes.Sum(process =>
                        process.ReapedSeconds + Math.Max(process.CpuSeconds, running.GetValueOrDefault(process.Id.ToString()))
                    ),
            PeakResidentBytes = Bytes("VmHWM:"),
            ProportionalBytes = Bytes("Pss:"),
            WrittenBytes = Values("write_bytes:").Select(value => (double?)ProcText.Number(Source, value)).Aggregate((double?)null, Add),
            MapBytes = Locked("map"),
            ProgramBytes = Locked("prog"),
        };

        IEnumerable<string> Values(string key) =>
            rows.Where(row => row.Text.StartsWith(key, StringComparison.Ordinal)).Select(row => row.Text[key.Length..].Trim());

        double? Bytes(string key) =>
            Values(key)
                .Select(value =>
                    ProcText.Fields(value) is [var number, "kB"]
                        ? (double?)ProcText.Number(Source, number) * 1024
                        : throw new FormatException($"{Source} has '{key}{value}'")
                )
                .Aggregate((double?)null, Add);

        double? Locked(string kind)
        {
            var held = rows.Where(row => row.Path.Contains("/fdinfo/", StringComparison.Ordinal))
                .GroupBy(row => row.Path)
                .Select(descriptor =>
                    descriptor
                        .Select(row => row.Text.Split(':', 2))
                        .Where(field => field.Length == 2)
                        .DistinctBy(field => field[0])
                        .ToDictionary(field => field[0], field => field[1].Trim())
                )
                // A link's descriptor names its program too, without the program's type.
                .Where(fields => fields.ContainsKey($"{kind}_type") && fields.ContainsKey($"{kind}_id") && fields.ContainsKey("memlock"))
                .DistinctBy(fields => fields[$"{kind}_id"]);
            return held.Select(fields => (double?)ProcText.Number(Source, fields["memlock"])).Aggregate((double?)null, Add);
        }

        static double? Add(double? sum, double? value) => (sum ?? 0) + value;
    }
}
