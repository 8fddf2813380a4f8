using System.Globalization;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>CPU time of the processes of a host that are not this controller's, at one moment.</summary>
/// <remarks>
/// <para>
/// Ours are all descendants of the supervisors with the <see cref="ControllerMark"/> (load, tool, monitors, hooks), the members of the
/// sessions that these lead, the ssh servers and sudo above them, and, where the host is of the controller's own kernel, the controller
/// with all that it started. Kernel threads are nobody's: what they do while a load runs is the load's and the tool's.
/// </para>
/// <para>
/// A process counts with the times of its children that ended, so a compiler that starts and ends between two looks counts, through the
/// program that waited for it. The host's first process is the exception: it inherits children of everybody.
/// </para>
/// </remarks>
internal static class ProcessTimes
{
    public const string LinePrefix = "foreign ";

    /// <summary>Ticks of <c>/proc/PID/stat</c> in a second (<c>USER_HZ</c>).</summary>
    public const double TicksPerSecond = 100;

    /// <summary>
    /// CPU of processes with that of the children that they waited for, in seconds, from lines <c>process OWN REAPED NANOSECONDS</c>: ticks
    /// of both, and the exact time of its first thread where the kernel keeps it. Null when there is none.
    /// </summary>
    /// <exception cref="FormatException">A line is broken.</exception>
    public static double? OfProcesses(IEnumerable<string> lines)
    {
        double? seconds = null;
        foreach (var line in lines.Where(line => line.StartsWith("process ", StringComparison.Ordinal)))
        {
            if (ProcText.Fields(line) is not [_, var own, var reaped, var exact])
                throw new FormatException($"the host's processes read '{line}'");
            // The exact time lacks other threads, the one in ticks is cut: the larger is nearer to the truth.
            var running = Math.Max(Number(own) / TicksPerSecond, Number(exact) / 1e9);
            seconds = (seconds ?? 0) + running + (Number(reaped) / TicksPerSecond);
        }
        return seconds;

        static double Number(string field) => ProcText.Number("/proc/PID/stat", field);
    }

    /// <summary>Ticks by name, from lines <c>foreign TICKS NAME</c>.</summary>
    /// <exception cref="FormatException">A line is broken.</exception>
    public static IReadOnlyDictionary<string, double> Parse(IEnumerable<string> lines)
    {
        var ticks = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (
                line.Split(' ', 3) is not [_, var number, var name]
                || !double.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            )
                throw new FormatException($"the host's processes read '{line}'");
            ticks[name] = ticks.GetValueOrDefault(name) + value;
        }
        return ticks;
    }
}
