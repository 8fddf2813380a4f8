namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>The <c>tool_discovery</c> block of <c>ebpf-tools-spec.yaml</c>: where to look for tools that the file does not list.</summary>
public sealed record ToolDiscovery
{
    public bool Enabled { get; init; }

    /// <summary>Folders to scan, relative to the repository.</summary>
    public IReadOnlyList<string> ScanDirectories { get; init; } = [];

    /// <summary>File names to look for, with <c>*</c>.</summary>
    public IReadOnlyList<string> FilePatterns { get; init; } = ["*.py", "*.bt"];

    /// <summary>Whether an entry is generated for a tool that was found.</summary>
    public bool AutoGenerateConfig { get; init; }

    /// <summary>Test types of a generated entry.</summary>
    public IReadOnlyList<TestType> DefaultTestTypes { get; init; } = Enum.GetValues<TestType>();

    /// <summary>Protocols of a generated entry.</summary>
    public IReadOnlyList<Protocol> DefaultProtocols { get; init; } = [Protocol.Tcp, Protocol.Udp];
}
