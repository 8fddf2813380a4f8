using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>What must be true of a tool for its runs to count: the <c>exposure</c> block of <c>ebpf-tools-spec.yaml</c>.</summary>
public sealed record ToolExposure
{
    /// <summary>
    /// The number of BPF programs that the tool must hold, no more and no fewer; null for <see cref="ToolSpec.ExpectedPrograms"/> or more.
    /// </summary>
    public int? ExactPrograms { get; init; }

    /// <summary>Least number of programs by type, such as <c>xdp</c>.</summary>
    public IReadOnlyDictionary<string, int> ProgramTypes { get; init; } = new Dictionary<string, int>();

    /// <summary>Least number of programs by name or pattern with <c>*</c>; names take bpftool on the host.</summary>
    public IReadOnlyDictionary<string, int> ProgramNames { get; init; } = new Dictionary<string, int>();

    /// <summary>Names or patterns of programs that need not run for the packets of the interface that they are bound to.</summary>
    public IReadOnlyList<string> IdlePrograms { get; init; } = [];

    /// <summary>Most programs that may never run under the load; null for any number, as long as one runs.</summary>
    public int? MaxIdlePrograms { get; init; }

    /// <summary>Most programs that may be loaded and attached to nothing.</summary>
    public int MaxUnattachedPrograms { get; init; }

    public ExposureTraffic Traffic { get; init; }

    /// <summary>
    /// Fewest runs of the busiest program for each packet of the load. Packets that the stack may have merged count as one.
    /// </summary>
    public double MinRunsPerPacket { get; init; } = 0.25;

    /// <summary>Most runs of the busiest program for each packet; null for any number.</summary>
    public double? MaxRunsPerPacket { get; init; }

    /// <summary>Largest factor between the runs for each packet before the rounds and after them.</summary>
    public double MaxRunsChange { get; init; } = 4;

    /// <summary>Fewest runs of all programs together, for <see cref="ExposureTraffic.Events"/>.</summary>
    public int MinRuns { get; init; } = 1;

    /// <summary>Most events that the tool may say it lost, in each run.</summary>
    public long MaxLostEvents { get; init; }

    /// <summary>Regular expressions for warnings that mean no harm.</summary>
    public IReadOnlyList<string> AllowedWarnings { get; init; } = [];

    /// <summary>What the tool must have printed; null asks for nothing.</summary>
    public OutputProof? Output { get; init; }

    /// <summary>Whether a program need not run for the packets of the interface that it is bound to.</summary>
    public bool MayIdle(string programName) => IdlePrograms.Any(pattern => Glob.Matches(pattern, programName));
}
