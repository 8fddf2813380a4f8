using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>Whether drops strike the tool runs more often than chance would: then what drops them may be the tool's cost.</summary>
internal static class OneSidedDrops
{
    /// <summary>Probability of so many among the tool runs, were both arms equal, from which on chance is not believed.</summary>
    private const double Chance = 0.25;

    /// <returns>The suspicion in a sentence; null when there is none.</returns>
    public static string? Of(CaseEvidence evidence)
    {
        var struck = evidence.DroppedRounds.Select(round => round.DroppedBy).OfType<DropReason>().ToList();
        var tool = struck.Count(by => by.Part == RoundPart.Middle);
        var all = tool + struck.Count(by => by.Part is RoundPart.BaselineBefore or RoundPart.BaselineAfter);
        if (tool < 2)
            return null;
        return AtLeast(tool, all, ToolShare(evidence)) <= Chance
            ? $"{tool} of {all} rounds that were dropped for one run were dropped for their tool run ({Rules(struck)}): the tool itself "
                + $"may cause what drops them, "
                + "so the remaining rounds do not show what it costs"
            : null;
    }

    /// <summary>
    /// Part of all runs that are tool runs. Interleaved they are half; beside a stored baseline there are more of them to strike.
    /// </summary>
    private static double ToolShare(CaseEvidence evidence)
    {
        if (evidence.Stored is not { } stored)
            return 0.5;
        var sentinels = stored.Sentinels.Count + evidence.DroppedRounds.Count(round => round.Middle.Count == 0);
        var tools = evidence.Rounds.Count(round => round.Middle.Count > 0);
        return (double)tools / (tools + sentinels);
    }

    /// <summary>Probability of at least <paramref name="count"/> successes in <paramref name="trials"/>.</summary>
    internal static double AtLeast(int count, int trials, double probability)
    {
        var (term, sum) = (Math.Pow(1 - probability, trials), 0.0);
        for (var k = 0; k <= trials; k++)
        {
            if (k >= count)
                sum += term;
            term *= (double)(trials - k) / (k + 1) * probability / (1 - probability);
        }
        return sum;
    }

    private static string Rules(IEnumerable<DropReason> struck) =>
        string.Join(
            ", ",
            struck
                .Where(by => by.Part == RoundPart.Middle)
                .CountBy(by => by.Rule)
                .OrderByDescending(rule => rule.Value)
                .Select(rule => $"{rule.Value} × {rule.Key}")
        );
}
