namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Scheduling of one thread, from <c>/proc/PID/schedstat</c> (the main thread) or <c>/proc/PID/task/TID/schedstat</c>.</summary>
/// <param name="RunNanoseconds">Time on a CPU.</param>
/// <param name="WaitNanoseconds">Time spent ready to run, waiting for a CPU.</param>
/// <param name="Timeslices">Times that it got a CPU.</param>
internal sealed record SchedStat(ulong RunNanoseconds, ulong WaitNanoseconds, ulong Timeslices)
{
    private const string Source = "/proc/PID/schedstat";

    /// <exception cref="FormatException">The text is not one line of three numbers.</exception>
    public static SchedStat Parse(string text)
    {
        var lines = ProcText.Lines(Source, text);
        var fields = ProcText.Fields(lines[0]);
        return lines.Count == 1 && fields.Length == 3
            ? new SchedStat(ProcText.Number(Source, fields[0]), ProcText.Number(Source, fields[1]), ProcText.Number(Source, fields[2]))
            : throw new FormatException($"{Source} is not one line of three numbers: '{lines[0]}'");
    }
}
