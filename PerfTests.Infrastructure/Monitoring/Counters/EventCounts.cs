using System.Text;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>
/// Events of a host while the load ran, from its log of <c>perf stat</c>. What cannot be counted has a reason and no number.
/// </summary>
internal static class EventCounts
{
    private const string AllowIt = "set the sysctl kernel.perf_event_paranoid to 0 there, or give perf the capability CAP_PERFMON";

    private const string LookForCounters =
        "perf stat -a -e instructions,cycles true shows there what its hardware counts; let a virtual machine have its processor's "
        + "counters, or switch perf off in monitoring-config.yaml";

    /// <summary>Whether a host can count at all, whatever of it is lost in this run; true when the log does not tell.</summary>
    public static bool AreThere(CollectorOutput log)
    {
        try
        {
            return !log.IsAbsent
                && log.Output.Length > 0
                && PerfStatParser.Parse(Encoding.UTF8.GetString(log.Output)).Rows.Any(row => row.Count is not null);
        }
        catch (FormatException)
        {
            return true;
        }
    }

    /// <param name="events">What was to be counted.</param>
    /// <param name="missing">Gets an entry for each reason.</param>
    public static IReadOnlyDictionary<string, EventCount> Read(
        CollectorOutput log,
        IReadOnlyList<string> events,
        CountWindow window,
        ICollection<MissingMonitor> missing
    )
    {
        var program = log.Collector.Program;
        var counts = new Dictionary<string, EventCount>();
        if (log.IsAbsent)
        {
            Miss($"the host has no program {program.Name}: {program.Samples} were not counted", program.Remedy);
            return counts;
        }
        try
        {
            var (began, rows) = log.Output.Length > 0 ? PerfStatParser.Parse(Encoding.UTF8.GetString(log.Output)) : (default, []);
            if (rows.Count == 0)
            {
                Silent(log.Error);
                return counts;
            }
            if (window.Seconds <= 0 || (window.Seconds < window.NeededSeconds && rows.Any(row => row.Count is not null)))
            {
                Miss(
                    $"a load of {window.Seconds:F1} s is too short to count its events with clocks that are known to within "
                        + $"{1000 * window.UnsureSeconds:F0} ms",
                    $"let it last {Math.Ceiling(window.NeededSeconds):F0} s or more"
                );
                return counts;
            }
            var problems = new List<string>();
            foreach (var name in events)
            {
                var (count, problem) = PerfStatCounts.Of(name, began, rows, window);
                if (count is not null)
                    counts[name] = count;
                else
                    problems.Add(problem!);
            }
            if (problems.Count > 0)
                Miss(
                    string.Join("; ", problems),
                    rows.Any(row => row.Event.EndsWith(PerfStatCounts.UserOnly, StringComparison.Ordinal)) ? AllowIt
                        : rows.Any(row => row.NotCounted is not null) ? LookForCounters
                        : $"let the load last longer, and look into {log.Collector.File}"
                );
        }
        catch (FormatException exception)
        {
            Miss(
                $"{log.Collector.File} cannot be read: {exception.Message}",
                "compare with what perf stat -a -x, -I 100 prints there by hand"
            );
        }
        return counts;

        void Silent(string error)
        {
            if (error.Contains("perf_event_paranoid", StringComparison.Ordinal))
                Miss("the login may not count events of the whole host", AllowIt);
            else
                Miss(
                    error.Length > 0 ? $"it said: {Line(error)}" : "it printed nothing",
                    $"run there what makes {log.Collector.File}: {log.Collector.Command}"
                );
        }

        void Miss(string reason, string remedy) => missing.Add(new MissingMonitor(program.Name, reason, remedy) { IsOptional = true });
    }

    private static string Line(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length > 200 ? $"{words[..200]} …" : words;
    }
}
