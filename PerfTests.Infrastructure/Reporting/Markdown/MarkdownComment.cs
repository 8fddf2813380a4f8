using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using static PerfTests.Infrastructure.Reporting.Markdown.MarkdownSummary;

namespace PerfTests.Infrastructure.Reporting.Markdown;

/// <summary>
/// A comment on a pull request: the gate, the verdicts with the worst first, why those that did not pass did not, and where the rest is.
/// </summary>
internal static class MarkdownComment
{
    public const string FileName = "comment.md";

    /// <summary>First line, invisible, by which a job finds its earlier comment and replaces it.</summary>
    public const string Marker = "<!-- perftests -->";

    /// <summary>GitHub refuses more than 65,536 characters; some are left for the job, which may add the link to its artifact.</summary>
    public const int Limit = 64_000;

    private const int MostRows = 50;
    private const int MostReasons = 10;

    /// <param name="gate">All verdicts folded into one answer.</param>
    /// <param name="results">The cases, in any order.</param>
    /// <param name="problems">What is wrong with the result tree.</param>
    /// <param name="recommendations">What follows from the figures.</param>
    /// <param name="job">The CI job, for the link to its files; null outside of one.</param>
    public static string Render(
        Gate gate,
        IReadOnlyList<CaseResult> results,
        IReadOnlyList<string> problems,
        IReadOnlyList<Recommendation> recommendations,
        CiJob? job
    )
    {
        var cases = ReportedCase.WorstFirst(results);
        var footer = Footer(job);
        var text = new LimitedMarkdown(Limit - footer.Length);
        text.Add(
            $"{Marker}\n### "
                + $"{(gate.IsOpen ? "✓ PerfTests: the gate is open" : "✕ PerfTests: the gate is closed")}\n\n{Escape(gate.Outcome)}\n"
        );
        text.AddLines(
            $"\n{Heading}",
            [.. cases.Select(Row)],
            rest => $"\nand {rest} more {(rest == 1 ? "case" : "cases")}, none worse than these.\n",
            MostRows
        );
        text.AddLines(
            "\n**Why**\n\n",
            [.. cases.Where(each => each.Verdict != Verdict.Pass).Select(Reason)],
            rest => $"- and {rest} more, which the report has\n",
            MostReasons
        );
        Add(text, "Problems of the result tree", [.. problems.Select(Escape)]);
        Add(
            text,
            "Recommendations",
            [.. recommendations.Select(each => $"**{each.Severity}**, {Escape(each.Rule)}: {Escape(each.Sentence)}")]
        );
        return text + footer;
    }

    private static void Add(LimitedMarkdown text, string title, IReadOnlyList<string> lines) =>
        text.AddLines(
            $"\n**{title}**\n\n",
            [.. lines.Select(line => $"- {line}\n")],
            rest => $"- and {rest} more, which the report has\n",
            MostReasons
        );

    private static string Reason(ReportedCase reported) =>
        $"- {VerdictSymbol.Of(reported.Verdict)} {Escape(reported.Name)}: {Escape(TextFit.Middle(reported.Sentence, 500))}\n";

    private static string Footer(CiJob? job) =>
        job?.ArtifactsUrl is { } url
            ? $"\nThe full report with charts and raw output: [files of {Escape(job.BuildName)}]({url})\n"
            : "\nThe full report with charts is `analysis/report.html` of the result tree.\n";
}
