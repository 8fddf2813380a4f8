using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>A round as the case runner goes on from it.</summary>
/// <param name="Record">What the result tree keeps.</param>
/// <param name="LastBaseline">The baseline run that the next round starts from; null when it needs a new one.</param>
/// <param name="ToolProblem">A state of the tool after which no further run is worth anything; null when there is none.</param>
internal sealed record FinishedRound(RoundRecord Record, RunOutcome? LastBaseline, string? ToolProblem)
{
    public static FinishedRound Valid(int number, RunOutcome before, RunOutcome middle, RunOutcome after) =>
        new(Describe(number, before, middle, after, null) with { Values = Values(before, middle, after) }, after, null);

    /// <summary>
    /// A round that does not count. What came after its first baseline is too far from it in time, so the next one starts anew.
    /// </summary>
    public static FinishedRound Dropped(
        int number,
        RunOutcome before,
        RunOutcome? middle,
        RunOutcome? after,
        string because,
        DropReason by
    ) => new(Describe(number, before, middle, after, because) with { DroppedBy = by }, null, ToolProblemOf(middle));

    /// <summary>A round that one of its runs spoiled.</summary>
    public static FinishedRound DroppedFor(
        RoundPart part,
        string because,
        int number,
        RunOutcome before,
        RunOutcome? middle = null,
        RunOutcome? after = null
    ) => Dropped(number, before, middle, after, because, Reason(part, after ?? middle ?? before));

    /// <summary>A round whose runs are good, and differ in what they were measured on.</summary>
    public static FinishedRound DroppedFor(RuleBreach difference, int number, RunOutcome before, RunOutcome middle, RunOutcome after) =>
        Dropped(
            number,
            before,
            middle,
            after,
            $"{difference}",
            new DropReason
            {
                Rule = difference.Rule,
                Part = RoundPart.Round,
                Breach = difference,
            }
        );

    /// <summary>A tool run without baselines beside it, for a stored baseline; what is not measured is not a number.</summary>
    public static FinishedRound Alone(int number, RunOutcome middle, string? because) =>
        new(
            new RoundRecord
            {
                Number = number,
                BaselineBefore = null,
                Middle = middle.Record.Folder,
                BaselineAfter = null,
                DroppedBecause = because,
                DroppedBy = because is null ? null : Reason(RoundPart.Middle, middle),
                Values = because is not null
                    ? new Dictionary<string, RoundValues>()
                    : middle.Record.Metrics.ToDictionary(
                        metric => metric.Key,
                        metric => new RoundValues(double.NaN, metric.Value, double.NaN)
                    ),
            },
            null,
            ToolProblemOf(middle)
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
            LastBaseline = null,
        };

    private static string? ToolProblemOf(RunOutcome? middle) => middle?.Left ?? (middle?.Invalidating is { } breach ? $"{breach}" : null);

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

    private static RoundRecord Describe(int number, RunOutcome before, RunOutcome? middle, RunOutcome? after, string? because) =>
        new()
        {
            Number = number,
            BaselineBefore = before.Record.Folder,
            Middle = middle?.Record.Folder,
            BaselineAfter = after?.Record.Folder,
            DroppedBecause = because,
        };

    private static Dictionary<string, RoundValues> Values(RunOutcome before, RunOutcome middle, RunOutcome after)
    {
        var (first, second, third) = (before.Record.Metrics, middle.Record.Metrics, after.Record.Metrics);
        return first
            .Keys.Where(name => second.ContainsKey(name) && third.ContainsKey(name))
            .ToDictionary(name => name, name => new RoundValues(first[name], second[name], third[name]));
    }
}
