namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>
/// CPU that a host took more in the runs with the tool than in the baselines beside them, in percent of a core; all programs on it count.
/// </summary>
public sealed record AttributedHost
{
    /// <summary>Everything but idle time.</summary>
    public required CpuInterval Busy { get; init; }

    /// <summary>By ticks of 10 ms, as are <see cref="System"/> and <see cref="SoftIrq"/>.</summary>
    public required CpuInterval User { get; init; }

    public required CpuInterval System { get; init; }

    public required CpuInterval SoftIrq { get; init; }

    /// <summary>Interrupts and softirqs that hit an idle core, in no process's time; null where the kernel does not tell.</summary>
    public CpuInterval? OutsideTasks { get; init; }

    /// <summary>Everything but idle time, by number of the core.</summary>
    public IReadOnlyDictionary<string, CpuInterval> Cores { get; init; } = new Dictionary<string, CpuInterval>();
}
