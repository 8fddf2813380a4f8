namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>A BPF program that a kernel holds, whoever loaded it.</summary>
/// <param name="Id">The kernel's id; ids are not given again soon.</param>
/// <param name="Type">Such as <c>sched_cls</c>.</param>
/// <param name="Name">Null where the host does not tell.</param>
/// <param name="Tag">Digest of its code; null where the host does not tell.</param>
internal sealed record LoadedProgram(int Id, string Type, string? Name, string? Tag)
{
    /// <summary>Whether type, name and code are those of another program, and are not what many tools have in common.</summary>
    /// <remarks>bpftrace's BEGIN, END and timers are the same in scripts that have nothing to do with each other.</remarks>
    public bool IsLike(LoadedProgram other) =>
        Tag is not null
        && (Type, Name, Tag) == (other.Type, other.Name, other.Tag)
        && Type != "perf_event"
        && Name is not ("BEGIN" or "END");

    public override string ToString() => $"{Id} {Type}{(Name is null ? "" : $" {Name}")}";
}
