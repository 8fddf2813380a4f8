namespace PerfTests.Infrastructure.Monitoring.Cpu;

/// <summary>Time that one CPU, or all together, spent in each state since boot, in ticks (<c>USER_HZ</c>, 10 ms on Linux).</summary>
internal sealed record CpuTicks
{
    /// <summary>User time; <see cref="Guest"/> is contained in it.</summary>
    public required ulong User { get; init; }

    /// <summary>User time at low priority; <see cref="GuestNice"/> is contained in it.</summary>
    public required ulong Nice { get; init; }

    public required ulong System { get; init; }

    public required ulong Idle { get; init; }

    public ulong IoWait { get; init; }

    public ulong Irq { get; init; }

    public ulong SoftIrq { get; init; }

    /// <summary>Time that the hypervisor gave to others while this CPU had work.</summary>
    public ulong Steal { get; init; }

    public ulong Guest { get; init; }

    public ulong GuestNice { get; init; }

    /// <summary>All time. Guest time is not added: user and nice time contain it.</summary>
    public ulong Total => User + Nice + System + Idle + IoWait + Irq + SoftIrq + Steal;

    /// <summary>Time with work of this host on the CPU.</summary>
    public ulong Busy => User + Nice + System + Irq + SoftIrq;
}
