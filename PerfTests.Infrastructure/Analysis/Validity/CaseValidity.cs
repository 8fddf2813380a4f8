using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>
/// What the dropped rounds of a case, and the loss in its valid ones, say of the case. The reasons are told in
/// <c>docs/explanation/validity.md</c>.
/// </summary>
internal static class CaseValidity
{
    /// <summary>Whether no further round can make the case valid.</summary>
    public static bool IsBeyondRepair(CaseEvidence evidence, Thresholds thresholds) =>
        evidence.DroppedRounds.Count > Allowed(evidence, thresholds) || evidence.DroppedRounds.Any(IsInvalidating);

    /// <summary>Dropped rounds that the case may have after the rounds it has made.</summary>
    public static int Allowed(CaseEvidence evidence, Thresholds thresholds) =>
        Math.Max(thresholds.MaxDroppedRounds, (int)(thresholds.MaxDroppedShare * evidence.Rounds.Count));

    /// <summary>Whether a round was dropped for what makes its whole case Invalid.</summary>
    public static bool IsInvalidating(RoundRecord round) =>
        round.DroppedBy is { } by && ValidityRule.Find(by.Rule)?.Consequence == ValidityConsequence.InvalidateCase;

    /// <summary>Why a Pass of the valid rounds must not be believed, in sentences; a Fail of them may.</summary>
    public static IEnumerable<string> Doubts(CaseEvidence evidence, Thresholds thresholds)
    {
        if (evidence.IsBaseline)
            yield break;
        if (evidence.RestartedUnderTool)
            yield return "a host restarted while the tool ran on it, and the tool may have caused that: find out why, then measure the "
                + "case again";
        if (OneSidedDrops.Of(evidence) is { } drops)
            yield return drops;
        if (UnsteadyTool.Of(evidence) is { } unsteady)
            yield return unsteady;
        foreach (var loss in LossJump.Of(evidence, thresholds))
            yield return loss;
    }
}
