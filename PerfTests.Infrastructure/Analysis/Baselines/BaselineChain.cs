using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>The baseline runs of a case in order of time.</summary>
internal static class BaselineChain
{
    /// <summary>One value for each baseline run. In an A/A case the runs in the middle belong to the chain too.</summary>
    public static IReadOnlyList<double> Of(string metric, IReadOnlyList<RoundRecord> validRounds, bool middleIsBaseline) =>
        [
            .. validRounds
                .Where(round => round.Values.ContainsKey(metric))
                .Select(round => round.Values[metric])
                .SelectMany(values => middleIsBaseline ? RoundRecord.InOrder(values.Baseline, values.Middle) : values.Baseline),
        ];
}
