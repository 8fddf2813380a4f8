using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>
/// Runs that failed with the tool while no baseline did. A round that is dropped and repeated hides them, and one is too few for
/// <see cref="OneSidedDrops"/>: so a Pass waits for another look, which shows whether it happens again.
/// </summary>
internal static class ToolFailures
{
    /// <summary>The rounds that they struck; none where baselines failed too.</summary>
    public static IReadOnlyList<RoundRecord> Of(CaseEvidence evidence)
    {
        var failed = evidence.DroppedRounds.Where(round => round.DroppedBy?.Rule == DropReason.RunFailed).ToList();
        return evidence.IsBaseline || failed.Exists(round => round.DroppedBy!.Part != RoundPart.Middle) ? [] : failed;
    }

    /// <summary>Whether the look at so many valid rounds is the first behind such a failure, and so too early for a Pass.</summary>
    public static bool ForbidPass(CaseEvidence evidence, LookPlan plan)
    {
        if (Of(evidence) is not [.., var last])
            return false;
        var before = evidence.ValidRounds.Count(round => round.Number < last.Number);
        return evidence.ValidRounds.Count <= (plan.Next(before) ?? plan.Limit);
    }

    /// <summary>For instance <c>1 run failed with the tool, none without</c>.</summary>
    public static string Told(int failures) => $"{failures} {(failures == 1 ? "run" : "runs")} failed with the tool, none without";
}
