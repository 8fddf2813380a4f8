using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Exposure;
using static PerfTests.Infrastructure.Analysis.Sentences.PercentText;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>
/// CPU that a tool's programs took in the exposure runs, and that the rounds do not show: the tool was not at work in them as it was there.
/// </summary>
internal static class MissingProgramCpu
{
    // A tool may give back some of what its programs take, as by batches that grow; hardly the half of it.
    private const double MostOfIt = 0.5;

    // Of the upper bound: the looks share their error rate for decisions, which this is none of.
    private const double Alpha = 0.01;

    private static readonly HashSet<string> EndsOfTheLoad = new(StringComparer.Ordinal) { "server", "client" };

    /// <returns>The contradiction in a sentence; null where there is none, or where the figures cannot tell.</returns>
    public static string? Of(CaseEvidence evidence, ProgramCost? cost, Thresholds thresholds)
    {
        var perUnit = ExtraCpu.PerUnit(evidence.TestType);
        if (
            !CanTell(evidence)
            || cost is not { IsNetOfCounting: true }
            || cost.Of(perUnit.Name) is not { LowPercent: { } least } share
            || MetricEstimate.Of(perUnit.Name, evidence, Alpha) is not { HighPercent: { } high } shown
        )
            return null;
        var most = Math.Max(0, Math.Max(high, shown.MeanHighPercent ?? high));
        return most <= MostOfIt * least && thresholds.Validity.BrokenBy(ValidityRule.MissingProgramCpu, least - most) is { } limit
            ? $"the tool's programs alone took {Plain(least)} % of the baseline's CPU for each {share.Per} at least where they were "
                + $"counted, and the rounds show {Plain(most)} % more at most ({ValidityRule.MissingProgramCpu.Name}, limit {limit:0.##}): "
                + "the tool did not work in the rounds as in the exposure runs; see what differs, then measure the case again"
            : null;
    }

    /// <summary>
    /// Whether whatever the programs take is in the CPU of the traffic: they ran at the ends of the load, whose processes all tell theirs.
    /// </summary>
    private static bool CanTell(CaseEvidence evidence) =>
        evidence.Exposure is { } exposure
        && exposure.Programs.Concat(exposure.EndPrograms ?? []).All(program => EndsOfTheLoad.Contains(program.Role))
        && evidence.ValidRounds is [_, ..] rounds
        && rounds.All(round => round.Values.ContainsKey(Metric.ClientCpu.Name) && round.Values.ContainsKey(Metric.ServerCpu.Name));
}
