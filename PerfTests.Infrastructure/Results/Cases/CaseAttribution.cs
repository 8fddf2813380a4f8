using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>Where the CPU goes that a tool costs. Programs, the tool's processes and the remainder add up to the extra CPU.</summary>
public sealed record CaseAttribution
{
    /// <summary>
    /// CPU of the traffic (<c>traffic_cpu</c>) that the runs with the tool took more than baselines would have for the same bytes or
    /// transactions.
    /// </summary>
    public required CpuInterval Extra { get; init; }

    /// <summary>The tool's BPF programs, the costliest first; empty when nothing was counted.</summary>
    public required IReadOnlyList<AttributedProgram> Programs { get; init; }

    /// <summary>All programs together, in percent of a core; null when nothing was counted.</summary>
    public required double? ProgramsPercent { get; init; }

    /// <summary>The tool's own processes, in percent of a core; null when the host did not tell.</summary>
    public required double? ToolProcessesPercent { get; init; }

    /// <summary>
    /// What neither programs nor processes explain, in percent of a core: entering the probes, caches that the programs take,
    /// offloads that the tool switched off. Negative when programs also run outside of the traffic.
    /// </summary>
    public required double? RemainderPercent { get; init; }

    /// <summary>The extra CPU for each packet that the server received, in nanoseconds.</summary>
    public double? NanosecondsPerPacket { get; init; }

    /// <summary>The extra CPU for each gigabyte (10⁹ bytes of payload), in CPU seconds; null for loads of requests.</summary>
    public double? CpuSecondsPerGigabyte { get; init; }

    /// <summary>The extra CPU for each transaction, in nanoseconds; null for loads of bytes.</summary>
    public double? NanosecondsPerTransaction { get; init; }

    /// <summary>Extra CPU of each host as a whole, other programs on it included; by role.</summary>
    public IReadOnlyDictionary<string, AttributedHost> Hosts { get; init; } = new Dictionary<string, AttributedHost>();

    /// <summary>What the tool took besides CPU; null when no run tells.</summary>
    public ToolFootprint? Footprint { get; init; }

    /// <summary>What a reader must know before using the figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
