using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>What could disturb a load on a host, at one moment: other processes, its clock, frequency and heat.</summary>
internal sealed record HostState
{
    private const string Marker = "perftests-host-state";

    /// <summary>Shell function; see host_state.sh.</summary>
    public static string ShellFunction { get; } =
        $"{EveryProcess.ShellFunction}\n{new ShellScript(typeof(HostState), "host_state.sh").Text}";

    /// <summary>
    /// Its call, which prints what <see cref="Parse"/> reads, behind a <see cref="CounterSnapshot"/> of the same moment.
    /// </summary>
    public static string Call { get; } =
        string.Join(
            ' ',
            [
                "host_state",
                ControllerMark.ProcessName,
                ControllerMark.Token,
                ShellWord.Quote(ControllerMark.BootId),
                ControllerMark.ProcessId,
                ShellWord.Quote(ControllerMark.Started),
            ]
        );

    /// <summary>A look that prints it.</summary>
    public static RemoteCommand Look { get; } = LookWith([]);

    /// <summary>A look that also tells the CPU of processes, and of all that descends from them or is in their sessions.</summary>
    public static RemoteCommand LookWith(IReadOnlyList<int> processIds) =>
        new($"{string.Join(' ', processIds.Select(id => id.ToString()).Prepend(Call))} 2>/dev/null\n:") { Functions = ShellFunction };

    /// <summary>Time since the host's boot right before its clock was read, in seconds.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>The same right after it: the clock was read in between.</summary>
    public required double UptimeAfterSeconds { get; init; }

    /// <summary>Ticks (10 ms) of CPU by name of foreign processes, see <see cref="ProcessTimes"/>.</summary>
    public required IReadOnlyDictionary<string, double> ForeignTicks { get; init; }

    /// <summary>
    /// CPU of the processes that the look was asked for, in seconds since their starts; null when it was not, or none is there.
    /// </summary>
    public double? ProcessSeconds { get; init; }

    /// <summary>
    /// Sum of the frequencies up to which the CPUs may go, in kHz; null where the host does not scale them, as most guests.
    /// </summary>
    public double? FrequencyCeiling { get; init; }

    /// <summary>Times that a CPU was slowed down for its heat since boot; null where the host does not count them.</summary>
    public double? ThrottleEvents { get; init; }

    /// <summary>The counters in front of the state.</summary>
    public static string CountersIn(string text) => Split(text).Counters;

    /// <summary>Null when the text has no such part.</summary>
    /// <exception cref="FormatException">The part is broken or cut off.</exception>
    public static HostState? Parse(string text)
    {
        if (Split(text).State is not { } state)
            return null;
        var lines = ProcText.Lines("the state of the host", state).Where(line => line.Length > 0).ToList();
        var uptimes = Values("uptime ").ToList();
        return uptimes.Count != 2
            ? throw new FormatException($"the host reported its uptime {uptimes.Count} times, not twice")
            : new HostState
            {
                UptimeSeconds = uptimes[0],
                UptimeAfterSeconds = uptimes[1],
                FrequencyCeiling = Values("ceiling ").Select(value => (double?)value).FirstOrDefault(),
                ThrottleEvents = Values("throttled ").Select(value => (double?)value).FirstOrDefault(),
                ProcessSeconds = ProcessTimes.OfProcesses(lines),
                ForeignTicks = ProcessTimes.Parse(lines.Where(line => line.StartsWith(ProcessTimes.LinePrefix, StringComparison.Ordinal))),
            };

        IEnumerable<double> Values(string prefix) =>
            lines
                .Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
                .Select(line =>
                    double.TryParse(line.AsSpan(prefix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                    && double.IsFinite(value)
                        ? value
                        : throw new FormatException($"the host's state has '{line}'")
                );
    }

    private static (string Counters, string? State) Split(string text)
    {
        var at = text.IndexOf($"\n{Marker}\n", StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..(at + 1)], text[(at + Marker.Length + 2)..]);
    }
}
