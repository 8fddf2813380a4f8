using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>The noise floor of a case in percent of overhead.</summary>
internal static class SmallestOverhead
{
    /// <summary>
    /// Smallest overhead that a tool case could show by the noise of this case's baselines: with the rounds that it took, or,
    /// for a baseline case, with the most rounds that a tool case may take. Null when too few runs tell.
    /// </summary>
    public static double? Of(Metric metric, CaseEvidence evidence, Thresholds thresholds)
    {
        var toolPlan = new LookPlan(thresholds.Looks, thresholds.Confidence, evidence.DecisionRule);
        var rounds = evidence.IsBaseline ? toolPlan.Limit : evidence.ValidRounds.Count;
        return NoiseFloor.Of(metric, evidence.ValidRounds, evidence.IsBaseline)?.SmallestOverheadPercent(rounds, toolPlan.AlphaAt(rounds));
    }
}
