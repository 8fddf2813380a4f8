namespace PerfTests.Infrastructure.Results.Rounds;

/// <summary>One metric in the runs of a round, in the metric's unit.</summary>
/// <param name="Baseline">In the baseline runs, the one before the middle first; empty where stored ones stand for them.</param>
/// <param name="Middle">In the runs in the middle, in order of time.</param>
public sealed record RoundValues(IReadOnlyList<double> Baseline, IReadOnlyList<double> Middle)
{
    internal IEnumerable<double> All => Baseline.Concat(Middle);
}
