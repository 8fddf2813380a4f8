using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>One disk of a host while a load ran: means over the whole window, and what was sampled.</summary>
internal sealed record DiskUse
{
    public required double ReadBytesPerSecond { get; init; }

    public required double WrittenBytesPerSecond { get; init; }

    /// <summary>Share of the time in which the disk had something to do, in percent.</summary>
    public required double BusyPercent { get; init; }

    /// <summary>Samples by the names of the three above: <c>readBytesPerSecond</c> and so on.</summary>
    public IReadOnlyDictionary<string, SampledValue> Sampled { get; init; } = new Dictionary<string, SampledValue>();

    /// <summary>Rates between two moments; null when the counters went backwards.</summary>
    public static DiskUse? Between(DiskCounters before, DiskCounters after, double seconds) =>
        after.ReadBytes < before.ReadBytes || after.WrittenBytes < before.WrittenBytes || after.BusyMilliseconds < before.BusyMilliseconds
            ? null
            : new DiskUse
            {
                ReadBytesPerSecond = (after.ReadBytes - before.ReadBytes) / seconds,
                WrittenBytesPerSecond = (after.WrittenBytes - before.WrittenBytes) / seconds,
                BusyPercent = (after.BusyMilliseconds - before.BusyMilliseconds) / seconds / 10,
            };
}
