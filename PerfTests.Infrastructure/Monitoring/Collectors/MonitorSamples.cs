using System.Text;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>The rows of a host's monitors whose whole interval lies in the load, by what they tell of.</summary>
internal sealed class MonitorSamples
{
    private readonly Dictionary<CollectorKind, IReadOnlyList<MonitorSample>> _rows = [];

    private MonitorSamples() { }

    public IReadOnlyList<MonitorSample> Of(CollectorKind kind) => _rows.GetValueOrDefault(kind, []);

    /// <param name="missing">Gets an entry for each monitor that gave nothing, or not all, that can be read.</param>
    public static MonitorSamples Read(IEnumerable<CollectorOutput> logs, LoadWindow window, ICollection<MissingMonitor> missing)
    {
        var samples = new MonitorSamples();
        foreach (var log in logs.Where(log => log.Collector.Kind != CollectorKind.Events))
        {
            var (collector, program) = (log.Collector, log.Collector.Program);
            try
            {
                if (log.IsAbsent)
                {
                    missing.Add(
                        new MissingMonitor(
                            program.Name,
                            $"the host has no program {program.Name}: {program.Samples} was not sampled",
                            program.Remedy
                        )
                    );
                    continue;
                }
                if (log.Output.Length == 0)
                {
                    missing.Add(
                        new MissingMonitor(
                            program.Name,
                            log.Error.Length > 0 ? $"it said: {log.Error}" : "it printed nothing",
                            $"run there what makes {collector.File}: {collector.Command}"
                        )
                    );
                    continue;
                }
                var interval = TimeSpan.FromSeconds(collector.IntervalSeconds);
                var notes = new List<string>();
                var rows = Parse(collector.Kind, Encoding.UTF8.GetString(log.Output), notes);
                samples._rows[collector.Kind] = [.. rows.Where(row => window.Covers(row, interval))];
                foreach (var note in notes)
                    missing.Add(new MissingMonitor(program.Name, $"{collector.File}: {note}", Compare(program)));
            }
            catch (FormatException exception)
            {
                missing.Add(new MissingMonitor(program.Name, $"{collector.File} cannot be read: {exception.Message}", Compare(program)));
            }
        }
        return samples;
    }

    private static string Compare(MonitorProgram program) => $"compare with what {program.Name} prints there by hand";

    private static IReadOnlyList<MonitorSample> Parse(CollectorKind kind, string text, List<string> notes) =>
        kind == CollectorKind.CpuAndMemory ? TopParser.Parse(text, notes)
        : kind == CollectorKind.Disks && text.AsSpan().TrimStart().StartsWith("{") ? IostatJsonParser.Parse(text, notes)
        : SysstatParser.Parse(text, notes);
}
