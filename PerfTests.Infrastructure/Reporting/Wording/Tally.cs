using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>How many cases ended how: <c>12 cases: 1 Fail, 11 Pass</c>.</summary>
internal static class Tally
{
    private static readonly Verdict[] Order = [Verdict.Fail, Verdict.Invalid, Verdict.Inconclusive, Verdict.Pass];

    public static string Of(IReadOnlyCollection<Verdict> verdicts, string noun = "case")
    {
        var total = $"{verdicts.Count} {noun}{(verdicts.Count == 1 ? "" : "s")}";
        var parts = Order
            .Select(verdict => (Verdict: verdict, Count: verdicts.Count(each => each == verdict)))
            .Where(part => part.Count > 0)
            .Select(part => $"{part.Count} {part.Verdict}");
        return verdicts.Count == 0 ? total : $"{total}: {string.Join(", ", parts)}";
    }

    /// <summary>Tool cases first, then baseline cases, each with its own count.</summary>
    public static string OfBothArms(IReadOnlyCollection<ReportedCase> cases)
    {
        var tools = Of([.. cases.Where(each => !each.IsBaseline).Select(each => each.Verdict)]);
        var baselines = cases.Where(each => each.IsBaseline).Select(each => each.Verdict).ToList();
        return baselines.Count == 0 ? tools : $"{tools}; {Of(baselines, "baseline case")}";
    }
}
