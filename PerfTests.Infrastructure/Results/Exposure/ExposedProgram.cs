namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>One BPF program of a tool.</summary>
/// <param name="Id">The kernel's id of the program.</param>
/// <param name="Name">Name given at load; null when the host has no bpftool to ask.</param>
/// <param name="Type">Program type, such as <c>tracepoint</c> or <c>sched_cls</c>.</param>
/// <param name="RunCount">Executions during the load of the exposure run.</param>
/// <param name="RunTimeNanoseconds">Time spent in the program during that load.</param>
public sealed record ExposedProgram(int Id, string? Name, string Type, long RunCount, long RunTimeNanoseconds)
{
    /// <summary>Role of the host that ran it: <c>server</c>, <c>client</c> or <c>tool_host</c>.</summary>
    public required string Role { get; init; }

    /// <summary>
    /// Runs per second while no load ran, the smaller of before and after it; null in a measured run, where nobody counts, and of a program
    /// that came while the load ran.
    /// </summary>
    public double? IdleRunsPerSecond { get; init; }

    /// <summary>
    /// Runs during the load that the load made: those of programs that see one interface or one socket only, less what they run without
    /// load. Null where <see cref="IdleRunsPerSecond"/> is.
    /// </summary>
    public double? LoadRuns { get; init; }

    /// <summary>
    /// Runs that it would have made in that time without the load, by the lower of the two rates; null where
    /// <see cref="IdleRunsPerSecond"/> is.
    /// </summary>
    public double? LeastIdleRuns { get; init; }

    /// <summary>The same by the higher of the two rates.</summary>
    public double? MostIdleRuns { get; init; }

    /// <summary>What counting adds to the time of each run; null where that could not be calibrated.</summary>
    public CountingCost? Counting { get; init; }

    /// <summary>Whether the kernel names something that the program is attached to; null when nothing can tell.</summary>
    public bool? Attached { get; init; }

    /// <summary>Digest of its code; null when nothing can tell. Programs with the same are copies.</summary>
    public string? Tag { get; init; }

    /// <summary>Interfaces that it is bound to and sees alone; empty for all other programs, and in a measured run.</summary>
    public IReadOnlyList<BoundInterface> Bound { get; init; } = [];

    /// <summary>Whether the configuration says that it need not run for the packets of its interface.</summary>
    public bool MayIdle { get; init; }
}
