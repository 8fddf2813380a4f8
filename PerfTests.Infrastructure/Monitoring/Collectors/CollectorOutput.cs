namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>What one monitor printed.</summary>
/// <param name="Output">Byte for byte.</param>
/// <param name="Error">What it said on standard error.</param>
/// <param name="IsAbsent">Whether the host does not have its program.</param>
internal sealed record CollectorOutput(Collector Collector, byte[] Output, string Error, bool IsAbsent);
