using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>What the validity rules measured in a run, and the limits that it broke.</summary>
internal sealed record RunJudgement(RunValidity Measured, IReadOnlyList<RuleBreach> Broken);
