namespace PerfTests.Infrastructure.Workloads;

/// <summary>What the client side of one load left.</summary>
/// <param name="ProbeBefore">What the probe printed on the client host right before the first process started.</param>
/// <param name="ProbeAfter">The same right after the last one ended.</param>
/// <param name="Processes">One entry for each stream.</param>
internal sealed record ClientOutput(string ProbeBefore, string ProbeAfter, IReadOnlyList<ClientProcess> Processes);

/// <summary>One client process, its output byte for byte.</summary>
internal sealed record ClientProcess(int ExitCode, byte[] StandardOutput, byte[] StandardError)
{
    /// <summary>
    /// CPU time of the process and all that it started, kernel time in their context included, in seconds; null when the shell did not
    /// tell.
    /// </summary>
    public double? CpuSeconds { get; init; }
}
