namespace PerfTests.Infrastructure.Monitoring;

/// <summary>What a monitor samples.</summary>
internal enum CollectorKind
{
    CpuAndMemory,
    Network,
    Disks,
    Tool,
    Events,
}
