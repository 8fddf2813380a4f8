using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
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

    /// <summary>Shell function; see foreign.sh.</summary>
    public static string ShellFunction { get; } =
        $"{EveryProcess.ShellFunction}\n{new ShellScript(typeof(ProcessTimes), "foreign.sh").Text}";

    /// <summary>Its call, which prints <c>foreign TICKS NAME</c> for each name that foreign processes have.</summary>
    public static string Call { get; } =
        $"foreign {ControllerMark.ProcessName} {ControllerMark.Token} {ShellWord.Quote(ControllerMark.Kernel)} {ControllerMark.ProcessId}";

    /// <summary>Ticks by name, from lines as the function prints them.</summary>
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
