using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>The distinct baseline runs of a case in order of time.</summary>
internal static class BaselineChain
{
    /// <summary>
    /// One value for each baseline run; a run that two rounds share counts once. In an A/A case the runs in the middle belong to
    /// the chain too.
    /// </summary>
    public static IReadOnlyList<double> Of(string metric, IReadOnlyList<RoundRecord> validRounds, bool middleIsBaseline)
    {
        var chain = new List<double>();
        string? last = null;
        foreach (var round in validRounds)
        {
            if (!round.Values.TryGetValue(metric, out var values))
                continue;
            if (last is null || round.BaselineBefore != last)
                chain.Add(values.Before);
            if (middleIsBaseline)
                chain.Add(values.Middle);
            chain.Add(values.After);
            last = round.BaselineAfter;
        }
        return chain;
    }
}
