namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>A program that a host must have.</summary>
/// <param name="Program">Name to be found in the host's PATH, or an absolute path.</param>
/// <param name="UsedBy">What needs it, such as <c>load server</c> or <c>tool xdp_count</c>.</param>
internal sealed record ProgramNeed(string Program, string UsedBy)
{
    /// <summary>Whether it is started as root, whose PATH may be another one.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Whether a session can do without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The need as one sentence's object: <c>iperf3 (load server)</c>.</summary>
    public override string ToString() => $"{Program} ({UsedBy})";
}
