using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>A finished run, and what was seen of the tool in it.</summary>
/// <param name="Record">What the result tree keeps.</param>
/// <param name="Tool">Null for a baseline run, and when the tool could not be started.</param>
internal sealed record RunOutcome(RunRecord Record, ToolObservation? Tool)
{
    public bool IsGood => Record.Execution.Status == RunStatus.Success;

    public string? Error => Record.Execution.Error;
}
