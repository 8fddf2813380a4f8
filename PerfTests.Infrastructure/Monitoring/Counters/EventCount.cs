namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>How often an event happened on a whole host while the load ran.</summary>
/// <param name="Count">Number of times; milliseconds for the clocks among perf's software events.</param>
/// <param name="CountedPercent">Part of the time in which it was counted, at least; under 100 others had the counter meanwhile, and perf
/// scaled what it had.</param>
public sealed record EventCount(double Count, double CountedPercent);
