using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>The runs of a round as far as they were made, each arm's in order of time.</summary>
internal sealed record RoundRuns(IReadOnlyList<RunOutcome> Baseline, IReadOnlyList<RunOutcome> Middle)
{
    public static RoundRuns None { get; } = new([], []);

    /// <summary>What the validity rules measured in them, in order of time.</summary>
    public IReadOnlyList<RunValidity> Validity =>
        [.. RoundRecord.InOrder(Baseline, Middle).Select(run => run.Validity).OfType<RunValidity>()];

    public RoundRuns WithBaseline(RunOutcome run) => this with { Baseline = [.. Baseline, run] };

    public RoundRuns WithMiddle(RunOutcome run) => this with { Middle = [.. Middle, run] };

    /// <summary>The round that they make, without values.</summary>
    public RoundRecord Describe(int number, string? because) =>
        new()
        {
            Number = number,
            Baseline = [.. Baseline.Select(run => run.Record.Folder)],
            Middle = [.. Middle.Select(run => run.Record.Folder)],
            DroppedBecause = because,
        };

    /// <summary>The metrics that every run has.</summary>
    public IReadOnlyDictionary<string, RoundValues> Values() =>
        Baseline
            .Concat(Middle)
            .Select(run => run.Record.Metrics.Keys)
            .Aggregate((IEnumerable<string>)Middle[0].Record.Metrics.Keys, (common, names) => common.Intersect(names))
            .ToDictionary(name => name, name => new RoundValues(ValuesOf(Baseline, name), ValuesOf(Middle, name)));

    private static double[] ValuesOf(IReadOnlyList<RunOutcome> runs, string metric) => [.. runs.Select(run => run.Record.Metrics[metric])];
}
