using System.Globalization;
using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>A host's clock and counters at one moment, as the kernel shows them.</summary>
/// <param name="Time">The host's own clock.</param>
/// <param name="Interfaces">Counters of each network interface that the reader can see.</param>
internal sealed record CounterSnapshot(DateTimeOffset Time, IReadOnlyDictionary<string, NetDevCounters> Interfaces)
{
    /// <summary>CPU times; null where they are not whole.</summary>
    public ProcStat? Cpu { get; init; }

    /// <summary>Null where the kernel does not tell.</summary>
    public MemoryCounters? Memory { get; init; }

    /// <summary>Whole disks by name; null where they are not whole.</summary>
    public IReadOnlyDictionary<string, DiskCounters>? Disks { get; init; }

    /// <summary>CPU time from the best sources that the kernel has; null where they are not whole.</summary>
    public CpuAccounting? Accounting { get; init; }

    /// <summary>
    /// Reads what <see cref="HostState.Look"/> prints: the clock, <c>/proc/net/dev</c>, then CPU ticks, memory and disks, and the other
    /// <see cref="CpuAccounting"/>.
    /// </summary>
    /// <exception cref="FormatException">The text is not that of a snapshot.</exception>
    public static CounterSnapshot Parse(string whole)
    {
        var text = HostState.CountersIn(whole);
        var clockEnd = text.IndexOf('\n', StringComparison.Ordinal);
        var ticksStart = text.IndexOf("\ncpu ", StringComparison.Ordinal);
        if (clockEnd < 0 || ticksStart < clockEnd)
            throw new FormatException($"the counters of the host are cut off: '{text[..Math.Min(text.Length, 80)]}'");
        if (
            !decimal.TryParse(text[..clockEnd], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > int.MaxValue
        )
            throw new FormatException($"the host's clock reads '{text[..clockEnd]}'");
        return new CounterSnapshot(
            DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)),
            NetDevParser.Parse(text[(clockEnd + 1)..(ticksStart + 1)])
        )
        {
            Cpu = Whole(ProcStatParser.Parse, text[(ticksStart + 1)..]),
            Memory = Whole(MemoryCounters.Parse, text[(ticksStart + 1)..]),
            Disks = Whole(DiskStatsParser.Parse, text[(ticksStart + 1)..]),
            Accounting = Whole(CpuAccounting.Parse, whole),
        };
    }

    // A load is judged by clock and interfaces: what only describes the host may lack.
    private static T? Whole<T>(Func<string, T> parse, string text)
        where T : class
    {
        try
        {
            return parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <exception cref="FormatException">The host has no such interface.</exception>
    public NetDevCounters Interface(string name) =>
        Interfaces.GetValueOrDefault(name)
        ?? throw new FormatException($"there is no interface {name}; the host has {string.Join(", ", Interfaces.Keys)}");
}
