using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring.Cpu;

/// <summary>CPU of a host while a load ran.</summary>
internal sealed record CpuUse
{
    /// <summary>Cores that were online.</summary>
    public required int Cores { get; init; }

    /// <summary>All cores together over the whole window, from the kernel's ticks before and after the load (10 ms each).</summary>
    public required CpuShares Window { get; init; }

    /// <summary>Each core over the whole window, by its number.</summary>
    public required IReadOnlyDictionary<string, CpuShares> WindowPerCore { get; init; }

    /// <summary>
    /// Samples of all cores together in percent, by state: <c>user</c>, <c>nice</c>, <c>system</c>, <c>idle</c>, <c>ioWait</c>, <c>irq</c>,
    /// <c>softIrq</c>, <c>steal</c>, <c>busy</c>.
    /// </summary>
    public IReadOnlyDictionary<string, SampledValue> Sampled { get; init; } = new Dictionary<string, SampledValue>();

    /// <summary>The same for each core, by its number.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, SampledValue>> SampledPerCore { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, SampledValue>>();

    /// <summary>CPU between two moments; null when no time passed between them.</summary>
    public static CpuUse? Between(ProcStat before, ProcStat after)
    {
        var cores = after
            .Cpus.Where(cpu => before.Cpus.ContainsKey(cpu.Key))
            .Select(cpu => (cpu.Key, Shares: CpuShares.Between(before.Cpus[cpu.Key], cpu.Value)))
            .Where(core => core.Shares is not null)
            .ToDictionary(core => core.Key.ToString(), core => core.Shares!);
        return CpuShares.Between(before.All, after.All) is { } window
            ? new CpuUse
            {
                Cores = after.Cpus.Count,
                Window = window,
                WindowPerCore = cores,
            }
            : null;
    }
}
