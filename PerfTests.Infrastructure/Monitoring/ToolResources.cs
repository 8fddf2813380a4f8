using PerfTests.Infrastructure.Monitoring.Collectors;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>
/// Resources of the tool's whole process tree while a load ran. BPF programs run in the context of whoever triggers them:
/// their cost is in the CPU of the host, not here.
/// </summary>
internal sealed record ToolResources
{
    /// <summary>Processes of the tree when the load had ended.</summary>
    public required int Processes { get; init; }

    /// <summary>
    /// Time between the two looks that the figures below come from, in seconds: right before and right after the load, a little
    /// more than the load itself.
    /// </summary>
    public required double ObservedSeconds { get; init; }

    /// <summary>CPU time of the tree; null where it is not asked for, or the kernel does not tell.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary><see cref="CpuSeconds"/> in percent of one core.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Resident memory after the load; pages that processes share count for each.</summary>
    public double? ResidentBytes { get; init; }

    /// <summary>Bytes that the tree caused to be read from disks; null where not asked for, or not told.</summary>
    public double? ReadBytes { get; init; }

    /// <summary>Bytes that the tree caused to be written to disks.</summary>
    public double? WrittenBytes { get; init; }

    /// <summary>
    /// Samples, all processes of the tree added: <c>cpuPercent</c> (of one core), <c>residentBytes</c>, <c>readBytesPerSecond</c>,
    /// <c>writtenBytesPerSecond</c>.
    /// </summary>
    public IReadOnlyDictionary<string, SampledValue> Sampled { get; init; } = new Dictionary<string, SampledValue>();
}
