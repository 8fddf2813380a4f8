namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Counters of one disk since boot.</summary>
/// <param name="BusyMilliseconds">Time in which it had something to do.</param>
internal sealed record DiskCounters(ulong ReadBytes, ulong WrittenBytes, ulong BusyMilliseconds);
