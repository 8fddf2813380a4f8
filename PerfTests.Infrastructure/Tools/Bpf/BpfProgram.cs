namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>One BPF program held by a process of a tool.</summary>
/// <param name="Id">The kernel's id of the program.</param>
/// <param name="Type">Program type by name, such as <c>tracepoint</c>.</param>
/// <param name="Name">Name given at load; null when the host has no bpftool to ask.</param>
/// <param name="RunCount">Executions; the kernel counts them only while <c>bpf_stats</c> is on.</param>
/// <param name="RunTimeNanoseconds">Time spent in the program's body, counted likewise.</param>
internal sealed record BpfProgram(int Id, string Type, string? Name, long RunCount, long RunTimeNanoseconds)
{
    /// <summary>Digest of its code; null until names are read, and when the host has no bpftool to ask.</summary>
    public string? Tag { get; init; }
}
