namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>What the monitors of a host cost themselves, from their start until the load had ended.</summary>
/// <param name="CpuSeconds">CPU time of all their processes, their start included.</param>
/// <param name="ObservedSeconds">How long they ran, in seconds.</param>
/// <param name="PercentOfCore">The former as a share of the latter: percent of one core.</param>
internal sealed record MonitorCost(double CpuSeconds, double ObservedSeconds, double PercentOfCore);
