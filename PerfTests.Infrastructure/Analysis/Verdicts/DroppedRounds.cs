using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>What too many dropped rounds say of a case, with the cause that most of them share and what to do about it.</summary>
internal static class DroppedRounds
{
    public static string TooMany(IReadOnlyList<RoundRecord> dropped, int allowed) =>
        $"{RoundList.Count(dropped.Count)} dropped, {allowed} allowed (max_dropped_rounds){Cause(dropped)}";

    public static string NoneValid(IReadOnlyList<RoundRecord> dropped) =>
        dropped.Count == 0 ? "no valid round: measure the case again" : $"no valid round of {dropped.Count}{Cause(dropped)}";

    private static string Cause(IReadOnlyList<RoundRecord> dropped)
    {
        // By rule: what was measured differs from round to round.
        var commonest = dropped.GroupBy(round => round.DroppedBy!.Rule).MaxBy(cause => cause.Count())!;
        var told = commonest.Count() == dropped.Count ? "" : $"{commonest.Count()} of them ";
        return $", {told}because {commonest.First().DroppedBecause?.TrimEnd('.')}: fix that, then measure again";
    }
}
