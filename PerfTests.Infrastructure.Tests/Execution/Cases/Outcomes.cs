using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Finished runs made by hand.</summary>
internal static class Outcomes
{
    public static BpfProgram Program(int id, long runs = 0, long nanoseconds = 0, string? name = null) =>
        new(id, "tracepoint", name, runs, nanoseconds);

    public static RunOutcome Baseline(string folder, double latency, string? error = null) => Outcome(folder, latency, error, null);

    public static RunOutcome Tool(string folder, double latency, string? error, ToolObservation? tool) =>
        Outcome(folder, latency, error, tool);

    public static ToolObservation Observed(BpfProgram[] before, BpfProgram[] after, bool alive = true, params int[] left) =>
        new()
        {
            AliveAfterLoad = alive,
            Before = before,
            After = after,
            LeftPrograms = left,
        };

    /// <summary>A load of so many packets, none of which the stack could merge.</summary>
    public static LoadTraffic Traffic(long packets) => new(new ExposedTraffic("eth0", packets, 100 * packets, packets), Share: 1.05);

    private static RunOutcome Outcome(string folder, double latency, string? error, ToolObservation? tool)
    {
        var run = TemporaryTree.Run(latency);
        return new RunOutcome(
            run with
            {
                Folder = folder,
                Execution = run.Execution with { Error = error, Status = error is null ? RunStatus.Success : RunStatus.Failed },
            },
            tool is null ? [] : [tool]
        )
        {
            Traffic = tool is null ? null : Traffic(10),
        };
    }
}
