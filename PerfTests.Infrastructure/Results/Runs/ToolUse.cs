namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>
/// What the instances of the tool took in one run, all hosts together (<c>tool_use</c> of <c>metadata.json</c>). What no host told is null.
/// </summary>
public sealed record ToolUse
{
    /// <summary>CPU of its processes from their start until right before the load.</summary>
    public double? StartCpuSeconds { get; init; }

    /// <summary>CPU of its processes between the looks right before and right after the load.</summary>
    public double? LoadCpuSeconds { get; init; }

    /// <summary>High-water marks of the resident memory of its processes, added.</summary>
    public double? PeakResidentBytes { get; init; }

    /// <summary>Memory of its processes after the load, shared pages divided (PSS).</summary>
    public double? ProportionalBytes { get; init; }

    /// <summary>Kernel memory of its BPF maps.</summary>
    public double? MapBytes { get; init; }

    /// <summary>Kernel memory of its BPF programs.</summary>
    public double? ProgramBytes { get; init; }

    /// <summary>Bytes that it caused to be written to disks between the looks.</summary>
    public double? WrittenBytes { get; init; }

    /// <summary>Bytes that it printed, up to what is kept.</summary>
    public double? PrintedBytes { get; init; }

    /// <summary>
    /// What was there after it had ended and not before it started, in words; null when nobody looked, as in measured runs.
    /// </summary>
    public IReadOnlyList<string>? Left { get; init; }
}
