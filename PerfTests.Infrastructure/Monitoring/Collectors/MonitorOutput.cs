using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>What the monitors of a host left.</summary>
internal sealed record MonitorOutput
{
    public required IReadOnlyList<CollectorOutput> Logs { get; init; }

    /// <summary>The tool's processes right before the load.</summary>
    public required ProcessesLook Before { get; init; }

    /// <summary>The tool's processes right after the load.</summary>
    public required ProcessesLook After { get; init; }

    /// <summary>CPU time of the monitors' own processes until the load had ended; null where the kernel does not tell.</summary>
    public required double? OwnCpuSeconds { get; init; }

    /// <summary>Takes the output of <see cref="MonitorScript"/> apart.</summary>
    /// <exception cref="FormatException">It is not whole.</exception>
    public static MonitorOutput Parse(IReadOnlyList<Collector> collectors, byte[] output)
    {
        var frames = ScriptFrames.Parse(output);
        if (frames.Count != 3 + (2 * collectors.Count) || frames[0].Name != MonitorScript.StartFrame)
            throw new FormatException("the output of the monitors was cut off");
        return new MonitorOutput
        {
            Before = ProcessesLook.Parse(frames[0].Text),
            After = ProcessesLook.Parse(frames[1].Text),
            OwnCpuSeconds = Seconds(frames[2].Text),
            Logs =
            [
                .. collectors.Select(
                    (collector, i) =>
                        new CollectorOutput(
                            collector,
                            frames[3 + (2 * i)].Content,
                            frames[4 + (2 * i)].Text.Trim(),
                            frames[3 + (2 * i)].Status == MonitorScript.Absent
                        )
                ),
            ],
        };
    }

    private static double? Seconds(string schedStats)
    {
        var times = schedStats
            .Split('\n')
            .Select(ProcText.Fields)
            .Where(fields => fields.Length > 0)
            .Select(fields => (double)ProcText.Number("the monitors' schedstat", fields[0]))
            .ToList();
        return times.Count == 0 ? null : times.Sum() / 1e9;
    }
}
