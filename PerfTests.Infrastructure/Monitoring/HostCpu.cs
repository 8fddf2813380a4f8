using System.Globalization;
using System.Text.Json.Serialization;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>CPU time of a host between its counters before and after a load, in seconds summed over its cores.</summary>
public sealed record HostCpu
{
    /// <summary>Id that its kernel drew at boot; roles with the same one are one machine. Null when not told.</summary>
    public required string? BootId { get; init; }

    public required int Cores { get; init; }

    /// <summary>Time between the counters on the host's clock.</summary>
    public required double WindowSeconds { get; init; }

    /// <summary>
    /// Everything but idle time, waiting for disks and time that the hypervisor gave to others; from the kernel's idle clock, which is
    /// exact and shown in steps of 10 ms.
    /// </summary>
    public required double BusySeconds { get; init; }

    /// <summary><see cref="BusySeconds"/> by number of the core.</summary>
    public IReadOnlyDictionary<string, double> BusySecondsPerCore { get; init; } = new Dictionary<string, double>();

    /// <summary>User time, sampled by the kernel's tick, as are <see cref="SystemSeconds"/> and <see cref="SoftIrqSeconds"/>.</summary>
    public required double UserSeconds { get; init; }

    public required double SystemSeconds { get; init; }

    /// <summary>Interrupts and softirqs together.</summary>
    public required double SoftIrqSeconds { get; init; }

    /// <summary>Interrupts and softirqs that are in no process's time; null where the kernel does not tell.</summary>
    public double? OutsideTasksSeconds { get; init; }

    /// <summary>Where <see cref="OutsideTasksSeconds"/> comes from.</summary>
    public string? OutsideTasksSource { get; init; }

    /// <summary>Kernel threads that do network work: softirqs under load, NAPI in threads, queues of virtual machines.</summary>
    public double NetworkThreadSeconds { get; init; }

    /// <summary>The part of it that the network takes outside of the load's processes.</summary>
    [JsonIgnore]
    public double NetworkSeconds => (OutsideTasksSeconds ?? 0) + NetworkThreadSeconds;

    /// <summary>CPU between two snapshots; null when one of them lacks CPU times, or no time passed.</summary>
    internal static HostCpu? Between(CounterSnapshot before, CounterSnapshot after)
    {
        var seconds = (after.Time - before.Time).TotalSeconds;
        if (seconds <= 0 || before.Cpu is not { } first || after.Cpu is not { } last)
            return null;
        var busy = Busy(first.All, last.All, last.Cpus.Count * seconds);
        var interrupts = Ticks(first.All, last.All, cpu => cpu.Irq + cpu.SoftIrq);
        var (accountedBefore, accountedAfter) = (before.Accounting, after.Accounting);
        var tasks = (accountedAfter.TaskNanoseconds - accountedBefore.TaskNanoseconds) / 1e9;
        // Where interrupts are measured they are all in /proc/stat, and so are the softirq threads.
        var (outside, source) = accountedAfter.MeasuresInterrupts ? (interrupts, "irq and softirq of /proc/stat, measured")
            : tasks is { } known ? (busy - known, $"busy time less {accountedAfter.TaskSource}")
            : ((double?)null, (string?)null);
        return new HostCpu
        {
            BootId = accountedAfter.BootId,
            Cores = last.Cpus.Count,
            WindowSeconds = seconds,
            BusySeconds = busy,
            BusySecondsPerCore = last.Cpus.Where(cpu => first.Cpus.ContainsKey(cpu.Key))
                .ToDictionary(cpu => cpu.Key.ToString(CultureInfo.InvariantCulture), cpu => Busy(first.Cpus[cpu.Key], cpu.Value, seconds)),
            UserSeconds = Ticks(first.All, last.All, cpu => cpu.User + cpu.Nice),
            SystemSeconds = Ticks(first.All, last.All, cpu => cpu.System),
            SoftIrqSeconds = interrupts,
            OutsideTasksSeconds = outside,
            OutsideTasksSource = source,
            NetworkThreadSeconds = Grown(accountedBefore.NetworkThreadSeconds, accountedAfter.NetworkThreadSeconds)
                + (accountedAfter.MeasuresInterrupts ? 0 : Grown(accountedBefore.SoftIrqThreadSeconds, accountedAfter.SoftIrqThreadSeconds)),
        };
    }

    private static double Busy(CpuTicks before, CpuTicks after, double seconds) =>
        Math.Max(0, seconds - Ticks(before, after, cpu => cpu.Idle + cpu.IoWait + cpu.Steal));

    // Idle and iowait of a core can step back by a tick.
    private static double Ticks(CpuTicks before, CpuTicks after, Func<CpuTicks, ulong> state) => Math.Max(0, (double)state(after) - state(before)) / 100;

    private static double Grown(IReadOnlyDictionary<int, double> before, IReadOnlyDictionary<int, double> after) =>
        after.Sum(thread => Math.Max(0, thread.Value - before.GetValueOrDefault(thread.Key)));
}
