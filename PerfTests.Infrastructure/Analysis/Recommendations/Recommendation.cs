namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>One entry of <c>analysis/recommendations.json</c>.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Condition">When the rule applies.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Sentence">What was found, and the next step.</param>
/// <param name="Cases">Names of the cases concerned.</param>
/// <param name="Figures">The numbers that the rule used.</param>
internal sealed record Recommendation(
    string Rule,
    string Condition,
    Severity Severity,
    string Sentence,
    IReadOnlyList<string> Cases,
    IReadOnlyList<Figure> Figures
);
