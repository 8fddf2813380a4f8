namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>One row that a monitor printed.</summary>
/// <param name="Time">When it was taken, on the host's clock; null where the monitor does not say.</param>
/// <param name="Subject">What it is about: an interface, a disk, a core, a process; empty where there is only one.</param>
/// <param name="Values">Figures by the name of their column.</param>
internal sealed record MonitorSample(SampleTime? Time, string Subject, IReadOnlyDictionary<string, double> Values);
