using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>Memory of a host while a load ran, in bytes. Used is what is not available to programs: caches do not count.</summary>
internal sealed record MemoryUse
{
    public required double TotalBytes { get; init; }

    public required double UsedBytesBefore { get; init; }

    public required double UsedBytesAfter { get; init; }

    /// <summary>Samples of the used bytes; null when there is none.</summary>
    public SampledValue? UsedBytes { get; init; }

    public static MemoryUse Between(MemoryCounters before, MemoryCounters after) =>
        new()
        {
            TotalBytes = after.TotalBytes,
            UsedBytesBefore = before.TotalBytes - before.AvailableBytes,
            UsedBytesAfter = after.TotalBytes - after.AvailableBytes,
        };
}
