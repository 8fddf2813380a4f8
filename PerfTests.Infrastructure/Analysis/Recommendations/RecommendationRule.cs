using PerfTests.Infrastructure.Analysis.Summaries;

namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>One rule that makes recommendations from what was measured.</summary>
/// <param name="Name">Name in every report.</param>
/// <param name="Condition">When it applies, in words.</param>
/// <param name="Severity">How much its findings matter.</param>
/// <param name="Find">Where it applies.</param>
internal sealed record RecommendationRule(string Name, string Condition, Severity Severity, Func<ResultReading, IEnumerable<Finding>> Find)
{
    /// <summary>Every rule, in no order that matters.</summary>
    public static IReadOnlyList<RecommendationRule> All { get; } =
    [.. VerdictRules.All, .. EvidenceRules.All, .. ToolRules.All, .. HostRules.All];

    /// <summary>What follows from the reading, the gravest first.</summary>
    public static IReadOnlyList<Recommendation> Apply(ResultReading reading) =>
        [
            .. All.SelectMany(rule =>
                    rule.Find(reading)
                        .Select(finding => new Recommendation(
                            rule.Name,
                            rule.Condition,
                            rule.Severity,
                            finding.Sentence,
                            finding.Cases,
                            finding.Figures
                        ))
                )
                .OrderBy(found => found.Severity),
        ];
}
