using PerfTests.Infrastructure.Analysis.Verdicts;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>
/// When the sentinel runs of a stored baseline are due: the first before any tool run, the last at each look at the data.
/// </summary>
internal static class SentinelPlan
{
    /// <summary>Whether a sentinel run comes next, before another tool run and before a look at the data.</summary>
    public static bool IsDue(CaseEvidence evidence, LookPlan looks, int sentinelRuns)
    {
        if (evidence.Stored is not { } stored)
            return false;
        var rounds = evidence.ValidRounds.Count;
        return Positions(looks, sentinelRuns).Count(position => position == rounds)
            > stored.Sentinels.Count(run => run.AfterRounds == rounds);
    }

    /// <summary>
    /// Numbers of tool runs after which a sentinel run is made: spread evenly up to the first look, then one at each look.
    /// </summary>
    public static IEnumerable<int> Positions(LookPlan looks, int sentinelRuns) =>
        Enumerable
            .Range(0, sentinelRuns)
            .Select(i => (int)Math.Round((double)i * looks.Looks[0] / (sentinelRuns - 1)))
            .Concat(looks.Looks.Skip(1));
}
