using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>A round as the case runner goes on from it.</summary>
/// <param name="Record">What the result tree keeps.</param>
/// <param name="LastBaseline">The baseline run that the next round starts from; null when it needs a new one.</param>
/// <param name="ToolProblem">A state of the tool after which no further run is worth anything; null when there is none.</param>
internal sealed record FinishedRound(RoundRecord Record, RunOutcome? LastBaseline, string? ToolProblem)
{
    public static FinishedRound Valid(int number, RunOutcome before, RunOutcome middle, RunOutcome after) =>
        new(Describe(number, before, middle, after, null) with { Values = Values(before, middle, after) }, after, null);

    /// <summary>A round that does not count. What came after its first baseline is too far from it in time, so the next one starts anew.</summary>
    public static FinishedRound Dropped(int number, RunOutcome before, RunOutcome? middle, RunOutcome? after, string because) =>
        new(Describe(number, before, middle, after, because), null, middle?.Left);

    private static RoundRecord Describe(int number, RunOutcome before, RunOutcome? middle, RunOutcome? after, string? because) => new()
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
        return first.Keys.Where(name => second.ContainsKey(name) && third.ContainsKey(name))
            .ToDictionary(name => name, name => new RoundValues(first[name], second[name], third[name]));
    }
}
