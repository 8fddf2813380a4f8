using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>A round as the case goes on from it.</summary>
/// <param name="Record">What the result tree keeps.</param>
/// <param name="ToolProblem">A state of the tool after which no further run is worth anything; null when there is none.</param>
internal sealed record FinishedRound(RoundRecord Record, string? ToolProblem)
{
    public static FinishedRound Valid(int number, RoundRuns runs) =>
        new(runs.Describe(number, null) with { Values = runs.Values() }, ToolProblemOf(runs));

    /// <summary>A round that one of its runs spoiled.</summary>
    /// <param name="run">That run.</param>
    public static FinishedRound DroppedFor(RoundPart part, string because, int number, RoundRuns runs, RunOutcome run) =>
        Dropped(number, runs, because, Reason(part, run));

    /// <summary>A round whose runs are good, and differ in what they were measured on.</summary>
    public static FinishedRound DroppedFor(RuleBreach difference, int number, RoundRuns runs) =>
        Dropped(
            number,
            runs,
            $"{difference}",
            new DropReason
            {
                Rule = difference.Rule,
                Part = RoundPart.Round,
                Breach = difference,
            }
        );

    /// <summary>The same round as one that does not count, for the hosts changed.</summary>
    public FinishedRound DroppedFor(string because) =>
        this with
        {
            Record = Record with
            {
                DroppedBecause = Record.DroppedBecause ?? because,
                DroppedBy = Record.DroppedBy ?? new DropReason { Rule = DropReason.HostsChanged, Part = RoundPart.Round },
                Values = new Dictionary<string, RoundValues>(),
            },
        };

    private static FinishedRound Dropped(int number, RoundRuns runs, string because, DropReason by) =>
        new(runs.Describe(number, because) with { DroppedBy = by }, ToolProblemOf(runs));

    private static string? ToolProblemOf(RoundRuns runs) =>
        runs
            .Middle.Select(run => run.Left ?? (run.Invalidating is { } breach ? $"{breach}" : null))
            .FirstOrDefault(told => told is not null);

    /// <summary>A good run that spoils its round had a part of the tool only; a failed one may have broken a limit besides.</summary>
    private static DropReason Reason(RoundPart part, RunOutcome run)
    {
        var breach = run.Record.Execution.Broken is [var first, ..] && run.Error == $"{first}" ? first : null;
        return new DropReason
        {
            Rule = breach?.Rule ?? (run.IsGood ? DropReason.ToolIncomplete : DropReason.RunFailed),
            Part = part,
            Run = run.Record.Folder,
            Breach = breach,
        };
    }
}
