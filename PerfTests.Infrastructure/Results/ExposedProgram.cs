namespace PerfTests.Infrastructure.Results;

/// <summary>One BPF program of a tool.</summary>
/// <param name="Id">The kernel's id of the program.</param>
/// <param name="Name">Name given at load; null when the host has no bpftool to ask.</param>
/// <param name="Type">Program type, such as <c>tracepoint</c> or <c>sched_cls</c>.</param>
/// <param name="RunCount">Executions during the load of the exposure run.</param>
/// <param name="RunTimeNanoseconds">Time spent in the program during that load.</param>
public sealed record ExposedProgram(int Id, string? Name, string Type, long RunCount, long RunTimeNanoseconds)
{
    /// <summary>Role of the host that ran it: <c>server</c>, <c>client</c> or <c>tool_host</c>; null in files of older versions.</summary>
    public string? Role { get; init; }
}
