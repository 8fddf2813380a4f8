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

    /// <summary>A tool run without baselines beside it, for a stored baseline; what is not measured is not a number.</summary>
    public static FinishedRound Alone(int number, RunOutcome middle, string? because) => new(
        new RoundRecord
        {
            Number = number,
            BaselineBefore = null,
            Middle = middle.Record.Folder,
            BaselineAfter = null,
            DroppedBecause = because,
            Values = because is not null
                ? new Dictionary<string, RoundValues>()
                : middle.Record.Metrics.ToDictionary(metric => metric.Key, metric => new RoundValues(double.NaN, metric.Value, double.NaN)),
        },
        null, middle.Left);

    /// <summary>The same round as one that does not count.</summary>
    public FinishedRound DroppedFor(string because) => this with
    {
        Record = Record with { DroppedBecause = Record.DroppedBecause ?? because, Values = new Dictionary<string, RoundValues>() },
        LastBaseline = null,
    };

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
