using System.Globalization;
using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Reads the CPU lines of <c>/proc/stat</c>.</summary>
internal static class ProcStatParser
{
    private const string Source = "/proc/stat";

    /// <summary>User, nice, system and idle; the later ones came with newer kernels and count as 0 where absent.</summary>
    private const int LeastTimes = 4;

    /// <exception cref="FormatException">There is no line for all CPUs, or a CPU line is broken.</exception>
    public static ProcStat Parse(string text)
    {
        CpuTicks? all = null;
        var cpus = new Dictionary<int, CpuTicks>();
        foreach (var line in ProcText.Lines(Source, text).Where(line => line.StartsWith("cpu", StringComparison.Ordinal)))
        {
            var fields = ProcText.Fields(line);
            var ticks = Ticks(line, fields[1..]);
            if (fields[0] == "cpu")
                all = ticks;
            else if (int.TryParse(fields[0].AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                cpus[number] = ticks;
            else
                throw new FormatException($"{Source} has a CPU without a number: '{line}'");
        }
        return new ProcStat(all ?? throw new FormatException($"{Source} has no line for all CPUs together"), cpus);
    }

    private static CpuTicks Ticks(string line, string[] fields)
    {
        if (fields.Length < LeastTimes)
            throw new FormatException($"{Source} has {fields.Length} times in '{line}'; at least {LeastTimes} are needed");
        return new CpuTicks
        {
            User = Time(0),
            Nice = Time(1),
            System = Time(2),
            Idle = Time(3),
            IoWait = Time(4),
            Irq = Time(5),
            SoftIrq = Time(6),
            Steal = Time(7),
            Guest = Time(8),
            GuestNice = Time(9),
        };

        ulong Time(int index) => index < fields.Length ? ProcText.Number(Source, fields[index]) : 0;
    }
}
