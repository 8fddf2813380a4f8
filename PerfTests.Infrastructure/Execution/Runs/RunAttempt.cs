namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>How far a run came.</summary>
/// <param name="Load">Null when the load did not run to its end.</param>
/// <param name="Judgement">Null when the run did not get that far.</param>
/// <param name="Error">Why the run does not count; null when it does.</param>
internal sealed record RunAttempt(MeasuredLoad? Load, ObservedTools Tools, RunJudgement? Judgement, string? Error);
