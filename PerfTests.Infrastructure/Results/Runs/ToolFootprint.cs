namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>
/// What a tool took besides the CPU of the traffic: means over the measured runs, but for what it left, which the exposure run tells.
/// </summary>
public sealed record ToolFootprint
{
    /// <summary>From its start until it was ready, in seconds.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>CPU of its processes from their start until right before the load: loading, verifying and attaching its programs.</summary>
    public double? StartCpuSeconds { get; init; }

    /// <summary>From the first signal until its programs were gone, in seconds.</summary>
    public required double StopSeconds { get; init; }

    /// <summary>Highest resident memory of its processes (the kernel's high-water marks added), in bytes.</summary>
    public double? PeakResidentBytes { get; init; }

    /// <summary>Its share of memory after the load, pages that it shares divided among those that have them (PSS), in bytes.</summary>
    public double? ProportionalBytes { get; init; }

    /// <summary>Kernel memory of its BPF maps, in bytes.</summary>
    public double? MapBytes { get; init; }

    /// <summary>Kernel memory of its BPF programs, in bytes.</summary>
    public double? ProgramBytes { get; init; }

    /// <summary>Bytes that it caused to be written to disks during the load.</summary>
    public double? WrittenBytes { get; init; }

    /// <summary>Bytes that it printed.</summary>
    public double? PrintedBytes { get; init; }

    /// <summary>
    /// What was still there after it had ended, in words: programs, pinned objects, processes, files; empty when nothing was.
    /// </summary>
    public IReadOnlyList<string> Left { get; init; } = [];
}
