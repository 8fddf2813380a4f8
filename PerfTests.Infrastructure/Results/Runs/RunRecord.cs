using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>One run, as <c>metadata.json</c> keeps it.</summary>
public sealed record RunRecord
{
    public required RunConditions TestCase { get; init; }

    public required RunExecution Execution { get; init; }

    /// <summary>The tool that ran; null for a baseline run.</summary>
    public MeasuredTool? Tool { get; init; }

    /// <summary>
    /// Facts of the hosts by role (<c>server</c>, <c>client</c>, <c>tool_host</c>): id, address, interface, test address.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Hosts { get; init; }

    public required RunCommands Commands { get; init; }

    /// <summary>Measured values by metric name, all streams taken together; empty when the run failed.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>CPU during the load; null when the run failed before.</summary>
    public RunCpu? Cpu { get; init; }

    /// <summary>What the tool took; null for a baseline run, and when no instance of it was started.</summary>
    public ToolUse? ToolUse { get; init; }

    /// <summary>
    /// Folder of the run relative to <c>result/</c>, with forward slashes. Known from where the file lies, not stored in it.
    /// </summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    [JsonIgnore]
    public Arm Arm => TestCase.EbpfTool is null ? Arm.Baseline : Arm.Ebpf;

    /// <summary>What it measured of a metric; null when it did not.</summary>
    internal double? Value(Metric metric) => Metrics.TryGetValue(metric.Name, out var value) ? value : null;
}
