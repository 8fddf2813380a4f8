namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>
/// How a tool is started, stopped and recognised whose programs outlive the command that loads them: the <c>loader</c> block of
/// <c>ebpf-tools-spec.yaml</c>.
/// </summary>
public sealed record ToolLoader
{
    /// <summary>Command that loads and attaches the programs and ends with 0, with variables; null for the tool's own path.</summary>
    public string? Start { get; init; }

    /// <summary>Command that takes the programs away, with variables.</summary>
    public required string Stop { get; init; }

    /// <summary>Folder of a BPF file system in which the tool's programs or their links are pinned; null for none.</summary>
    public string? PinnedUnder { get; init; }

    /// <summary>Names of the tool's programs.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Digests of their code, as <c>bpftool prog show</c> tells them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Whether something of the tool runs in user space after the start: when no such process is found, its CPU is unknown, not zero.
    /// </summary>
    public bool HasProcess { get; init; } = true;
}
