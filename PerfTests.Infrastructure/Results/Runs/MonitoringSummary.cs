using PerfTests.Infrastructure.Monitoring;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>Resources of hosts and tool while the load of one run ran, as <c>monitoring/summary.json</c> keeps it.</summary>
internal sealed record MonitoringSummary
{
    /// <summary>Place of the file in the folder of a run.</summary>
    public const string FileName = $"{RunFolder.Monitoring}/summary.json";

    /// <summary>Time between samples, in seconds.</summary>
    public required int IntervalSeconds { get; init; }

    /// <summary>When the load's client started, on the controller's clock.</summary>
    public required DateTimeOffset LoadStart { get; init; }

    /// <summary>When the load's client had ended, on the controller's clock.</summary>
    public required DateTimeOffset LoadEnd { get; init; }

    /// <summary>By role: <c>server</c>, <c>client</c>, and <c>tool_host</c> where that is a third host.</summary>
    public required IReadOnlyDictionary<string, HostUse> Hosts { get; init; }

    /// <summary>Role of the host that runs the tool, in both arms; its key in <see cref="Hosts"/>.</summary>
    public required string ToolRole { get; init; }

    /// <summary>The tool's processes; null in a baseline run, and where the tool's <c>resource_monitoring</c> is off.</summary>
    public ToolResources? Tool { get; init; }

    /// <summary>What a reader must know before using the figures, such as that the load was too short for samples.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
