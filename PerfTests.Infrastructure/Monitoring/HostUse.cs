using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>Resources of one host while a load ran. A part is null where it is switched off or could not be read.</summary>
internal sealed record HostUse
{
    public required string HostId { get; init; }

    /// <summary>The host's clock minus the controller's, in seconds.</summary>
    public required double ClockOffsetSeconds { get; init; }

    /// <summary>Bound of the error of <see cref="ClockOffsetSeconds"/>: half the round trip that it was measured with.</summary>
    public required double ClockUncertaintySeconds { get; init; }

    /// <summary>
    /// Time between the counters before and after the load on this host's clock, in seconds; whole-window figures are over it.
    /// </summary>
    public required double WindowSeconds { get; init; }

    public CpuUse? Cpu { get; init; }

    public MemoryUse? Memory { get; init; }

    public NetworkUse? Network { get; init; }

    /// <summary>By device name.</summary>
    public IReadOnlyDictionary<string, DiskUse>? Disks { get; init; }

    /// <summary>What happened on the whole host while the load ran, by name of the event.</summary>
    public IReadOnlyDictionary<string, EventCount> Events { get; init; } = new Dictionary<string, EventCount>();

    public IReadOnlyList<MissingMonitor> Missing { get; init; } = [];

    /// <summary>Null when no monitor ran, or the kernel does not tell.</summary>
    public MonitorCost? Cost { get; init; }
}
