using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring.Cpu;

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

    /// <summary>
    /// Interrupts and softirqs that are in no process's time; off by the error of its source, which may take it below zero; null where the
    /// kernel does not tell.
    /// </summary>
    public double? OutsideTasksSeconds { get; init; }

    /// <summary>Where <see cref="OutsideTasksSeconds"/> comes from.</summary>
    public string? OutsideTasksSource { get; init; }

    /// <summary>Kernel threads that do network work: softirqs under load, NAPI in threads, queues of virtual machines.</summary>
    public double NetworkThreadSeconds { get; init; }

    /// <summary>What perf counted on it, by name of the event; empty where it cannot.</summary>
    public IReadOnlyDictionary<string, EventCount> Events { get; init; } = new Dictionary<string, EventCount>();

    /// <summary>The part of it that the network takes outside of the load's processes.</summary>
    [JsonIgnore]
    public double NetworkSeconds => (OutsideTasksSeconds ?? 0) + NetworkThreadSeconds;

    /// <summary>CPU between two moments; null when no time passed.</summary>
    internal static HostCpu? Between(CpuAccounting before, CpuAccounting after)
    {
        var seconds = (after.Time - before.Time).TotalSeconds;
        if (seconds <= 0)
            return null;
        var (first, last) = (before.Cpu, after.Cpu);
        var busy = Busy(first.All, last.All, last.Cpus.Count * seconds);
        var interrupts = Ticks(first.All, last.All, cpu => cpu.Irq + cpu.SoftIrq);
        // Where interrupts are measured they are all in /proc/stat, and so are the softirq threads.
        var (outside, source) =
            after.MeasuresInterrupts ? (interrupts, "irq and softirq of /proc/stat, measured")
            : (after.TaskNanoseconds - before.TaskNanoseconds) / 1e9 is { } tasks
                // A difference of large numbers, which may be below zero. Cut at zero, its mean over many runs would not be the truth.
                ? (busy - tasks, $"busy time less {after.TaskSource}")
            : ((double?)null, (string?)null);
        return new HostCpu
        {
            BootId = after.BootId,
            Cores = last.Cpus.Count,
            WindowSeconds = seconds,
            BusySeconds = busy,
            BusySecondsPerCore = last
                .Cpus.Where(cpu => first.Cpus.ContainsKey(cpu.Key))
                .ToDictionary(cpu => cpu.Key.ToString(), cpu => Busy(first.Cpus[cpu.Key], cpu.Value, seconds)),
            UserSeconds = Ticks(first.All, last.All, cpu => cpu.User + cpu.Nice),
            SystemSeconds = Ticks(first.All, last.All, cpu => cpu.System),
            SoftIrqSeconds = interrupts,
            OutsideTasksSeconds = outside,
            OutsideTasksSource = source,
            NetworkThreadSeconds =
                Grown(before.NetworkThreadSeconds, after.NetworkThreadSeconds)
                + (after.MeasuresInterrupts ? 0 : Grown(before.SoftIrqThreadSeconds, after.SoftIrqThreadSeconds)),
        };
    }

    private static double Busy(CpuTicks before, CpuTicks after, double seconds) =>
        Math.Max(0, seconds - Ticks(before, after, cpu => cpu.Idle + cpu.IoWait + cpu.Steal));

    // Idle and iowait of a core can step back by a tick.
    private static double Ticks(CpuTicks before, CpuTicks after, Func<CpuTicks, ulong> state) =>
        Math.Max(0, (double)state(after) - state(before)) / 100;

    private static double Grown(IReadOnlyDictionary<int, double> before, IReadOnlyDictionary<int, double> after) =>
        after.Sum(thread => Math.Max(0, thread.Value - before.GetValueOrDefault(thread.Key)));
}
