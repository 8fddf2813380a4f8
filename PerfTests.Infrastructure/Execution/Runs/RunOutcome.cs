using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>A finished run, and what was seen of the tool in it.</summary>
/// <param name="Record">What the result tree keeps.</param>
/// <param name="Tools">Each instance that started: none in a baseline run, two where server and client run the tool.</param>
internal sealed record RunOutcome(RunRecord Record, IReadOnlyList<ToolObservation> Tools)
{
    /// <summary>What the load put on the server's interface; null when it did not run to its end.</summary>
    public LoadTraffic? Traffic { get; init; }

    /// <summary>Hosts whose kernel counted program runs before this run asked for it; empty where nobody counts.</summary>
    public IReadOnlyList<string> CountedBefore { get; init; } = [];

    /// <summary>What the tool left behind, in words; null when it left nothing.</summary>
    public string? Left => Tools.FirstOrDefault(tool => tool.LeftPrograms.Count > 0)?.Left;

    /// <summary>What the validity rules measured; null when the run did not get that far.</summary>
    public RunValidity? Validity { get; init; }

    /// <summary>What is to be told of the run once in a session.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The limit whose breach makes the whole case Invalid; null when none was broken.</summary>
    public RuleBreach? Invalidating =>
        Record.Execution.Broken.FirstOrDefault(breach => ValidityRule.Find(breach.Rule)?.Consequence == ValidityConsequence.InvalidateCase);

    public bool IsGood => Record.Execution.Status == RunStatus.Success;

    public string? Error => Record.Execution.Error;
}
