using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Configuration;

/// <summary>One loaded and checked configuration set: a folder of YAML files.</summary>
public sealed record PerfConfig
{
    /// <summary>Absolute path of the folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Folders on this machine in which a tool's path is looked for, the first one wins.</summary>
    public IReadOnlyList<string> SourceFolders { get; init; } = [];

    public required IReadOnlyDictionary<string, SshHost> Hosts { get; init; }

    /// <summary>Environments in the order of the file.</summary>
    public required IReadOnlyList<TestEnvironment> Environments { get; init; }

    public required PerformanceSpec Performance { get; init; }

    /// <summary>Tools in the order of the file.</summary>
    public required IReadOnlyList<ToolSpec> Tools { get; init; }

    /// <summary>Where further tools are looked for.</summary>
    public ToolDiscovery Discovery { get; init; } = new();

    public required Thresholds Thresholds { get; init; }

    public required MonitoringConfig Monitoring { get; init; }

    /// <summary>Commands of the user around sessions, environments, cases and runs.</summary>
    public HooksConfig Hooks { get; init; } = new();
}
