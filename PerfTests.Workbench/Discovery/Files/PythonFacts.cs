namespace PerfTests.Workbench.Discovery.Files;

/// <summary>What a Python tool's syntax tree tells.</summary>
internal sealed record PythonFacts
{
    public IReadOnlyList<PythonOption> Options { get; init; } = [];

    public bool HasSubcommands { get; init; }

    /// <summary>A library other than argparse that reads the arguments, such as <c>click</c>.</summary>
    public string? OtherParser { get; init; }

    /// <summary>Whether the tool reads <c>sys.argv</c> by itself.</summary>
    public bool ReadsArgv { get; init; }

    public bool UsesBcc { get; init; }

    public bool UsesBpftrace { get; init; }

    /// <summary>What BCC attaches to, such as <c>kprobe</c> and <c>tracepoint</c>.</summary>
    public IReadOnlyList<string> AttachTypes { get; init; } = [];

    public int AttachCalls { get; init; }

    /// <summary>Whether its BPF text includes headers of the kernel, which must be installed then.</summary>
    public bool NeedsKernelHeaders { get; init; }

    /// <summary>The line <c>ready</c> when the tool prints one.</summary>
    public string? ReadyLine { get; init; }

    /// <summary>Whether the file only defines things for others: a part of a tool, not a tool.</summary>
    public bool IsModule { get; init; }

    /// <summary>Why the file could not be read.</summary>
    public string? Error { get; init; }
}
