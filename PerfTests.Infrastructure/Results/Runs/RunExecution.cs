namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>When and how a run went (<c>execution</c> of <c>metadata.json</c>).</summary>
public sealed record RunExecution
{
    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    /// <summary>From start to end of the run, in seconds, tool start and stop included.</summary>
    public required double Duration { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>How long the load itself lasted, in seconds.</summary>
    public double LoadSeconds { get; init; }

    /// <summary>Time spent on starting the tool until it was ready, in seconds.</summary>
    public double ToolStartSeconds { get; init; }

    /// <summary>Time spent on stopping the tool until its programs were gone, in seconds.</summary>
    public double ToolStopSeconds { get; init; }

    /// <summary>Why the run does not count; null for a good run.</summary>
    public string? Error { get; init; }

    /// <summary>Limits of validity rules that the run broke.</summary>
    public required IReadOnlyList<RuleBreach> Broken { get; init; }

    /// <summary>Figures of the load's programs that were left out, since no load can have them.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>
    /// What the run is for: <c>measurement</c> enters the verdict; <c>exposure</c> proves the tool, with counting switched on.
    /// </summary>
    public RunPurpose Purpose { get; init; } = RunPurpose.Measurement;
}
