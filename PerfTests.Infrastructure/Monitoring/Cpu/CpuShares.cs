namespace PerfTests.Infrastructure.Monitoring.Cpu;

/// <summary>Shares of the CPU time of one core, or of all cores together, in percent; the states add up to 100.</summary>
internal sealed record CpuShares
{
    public required double User { get; init; }

    public required double Nice { get; init; }

    public required double System { get; init; }

    public required double Idle { get; init; }

    public required double IoWait { get; init; }

    public required double Irq { get; init; }

    public required double SoftIrq { get; init; }

    /// <summary>Time that the hypervisor gave to others while there was work.</summary>
    public required double Steal { get; init; }

    /// <summary>User, nice, system, irq and softirq together.</summary>
    public required double Busy { get; init; }

    /// <summary>Shares of the time between two moments; null when no time passed, or the counters went backwards.</summary>
    public static CpuShares? Between(CpuTicks before, CpuTicks after)
    {
        var total = after.Total > before.Total ? after.Total - before.Total : 0;
        return total == 0
            ? null
            : new CpuShares
            {
                User = Percent(before.User, after.User),
                Nice = Percent(before.Nice, after.Nice),
                System = Percent(before.System, after.System),
                Idle = Percent(before.Idle, after.Idle),
                IoWait = Percent(before.IoWait, after.IoWait),
                Irq = Percent(before.Irq, after.Irq),
                SoftIrq = Percent(before.SoftIrq, after.SoftIrq),
                Steal = Percent(before.Steal, after.Steal),
                Busy = Percent(before.Busy, after.Busy),
            };

        // Idle and iowait can step back by a tick.
        double Percent(ulong from, ulong to) => to > from ? 100.0 * (to - from) / total : 0;
    }
}
