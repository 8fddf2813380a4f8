using PerfTests.Infrastructure.Analysis.Recommendations;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>What to do next, by the rules' severity; the numbers behind each are in <c>recommendations.json</c>.</summary>
internal static class RecommendationSection
{
    public static void Write(MarkupWriter page, IReadOnlyList<Recommendation> recommendations)
    {
        if (recommendations.Count == 0)
            return;
        page.Write($"<h2>Recommendations</h2>\n<ul class=\"recommendations\">\n");
        foreach (var each in recommendations)
            page.Write($"<li><b>{each.Severity.ToString()}</b>, {each.Rule}: {each.Sentence}\n");
        page.Write($"</ul>\n");
    }
}
