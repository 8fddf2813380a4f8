namespace PerfTests.Infrastructure.Monitoring;

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
}
