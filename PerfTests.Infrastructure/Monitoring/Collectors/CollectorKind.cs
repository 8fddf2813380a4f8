namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>What a monitor samples.</summary>
internal enum CollectorKind
{
    CpuAndMemory,
    Network,
    Disks,
    Tool,
    Events,
}
