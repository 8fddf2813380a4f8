using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Workbench.Discovery;

/// <summary>A tool in a scanned folder, with what its text tells; it was not run.</summary>
internal sealed record FoundTool
{
    /// <summary>Relative to the configuration set, the repository or a host's work folder; or absolute on a host.</summary>
    public required string Path { get; init; }

    public required ToolKind Kind { get; init; }

    public required long SizeBytes { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Null for other kinds, and when the file could not be understood.</summary>
    public PythonFacts? Python { get; init; }

    /// <inheritdoc cref="Python"/>
    public BpftraceScript? Bpftrace { get; init; }

    /// <summary>Why the text was not understood; null when it was.</summary>
    public string? Problem { get; init; }

    /// <summary>Interpreter for <c>executable</c>; empty runs the file itself.</summary>
    public string Executable =>
        Kind switch
        {
            ToolKind.Python => "python3",
            ToolKind.Bpftrace => "bpftrace",
            _ => "",
        };
}
