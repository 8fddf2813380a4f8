using System.Globalization;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>One process or kernel thread, from <c>/proc/PID/stat</c>.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Name">Its name, at most 15 characters; it may contain anything, brackets and spaces too.</param>
/// <param name="State"><c>Z</c> or <c>X</c> when it has ended and its parent has not noticed.</param>
/// <param name="ParentId">Process id of its parent; 0 for those that the kernel started.</param>
/// <param name="CpuSeconds">User and system time of all its threads, ended ones too, cut to ticks of 10 ms each.</param>
/// <param name="ReapedSeconds">The same of children that have ended and were waited for, and of theirs.</param>
internal sealed record ProcessStat(int Id, string Name, string State, int ParentId, double CpuSeconds, double ReapedSeconds)
{
    // USER_HZ is 100 on every Linux but for a few that no longer matter.
    private const double TicksPerSecond = 100;
    private const string Source = "/proc/PID/stat";

    public bool HasEnded => State is "Z" or "X";

    /// <summary>A process of this machine; null when there is none, or no procfs.</summary>
    public static ProcessStat? Here(int processId)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <exception cref="FormatException">The line is broken or cut off.</exception>
    public static ProcessStat Parse(string line)
    {
        var (open, close) = (line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(')'));
        var fields = close < 0 ? [] : ProcText.Fields(line[(close + 1)..]);
        // The state behind the name is field 3, the parent field 4; utime to cstime are fields 14 to 17.
        if (
            open < 1
            || close < open
            || fields.Length < 15
            || !int.TryParse(line.AsSpan(0, open).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
        )
            throw new FormatException($"{Source} has '{line}'");
        return new ProcessStat(id, line[(open + 1)..close], fields[0], parent, Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));

        double Seconds(int index) => ProcText.Number(Source, fields[index]) / TicksPerSecond;
    }
}
