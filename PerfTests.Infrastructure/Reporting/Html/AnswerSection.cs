using System.Globalization;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>The top of the page: "May I deploy?", for all tools together and then one line per tool with its worst case.</summary>
internal static class AnswerSection
{
    public static void Write(
        MarkupWriter page,
        ReportHeader header,
        IReadOnlyList<AnchoredCase> tools,
        IReadOnlyList<AnchoredCase> baselines
    )
    {
        var byTool = tools.GroupBy(each => each.Case.ToolName).ToList();
        var all = tools.Concat(baselines).Select(each => each.Case).ToList();
        page.Write(
            $"<header>\n<p class=\"title\">{header.Title} · {header.GeneratedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm")} UTC</p>\n"
        );
        page.Write($"<h1>May I deploy? <span>{Overall([.. byTool.Select(tool => tool.First().Case.Verdict)])}</span></h1>\n");
        page.Write($"<p>{Tally.OfBothArms(all)}.</p>\n");
        if (header.GateOutcome is not null)
            page.Write($"<p class=\"gate\">Gate: {header.GateOutcome}</p>\n");
        if (header.IsOfLab)
            page.Write(
                $"<p class=\"note\">Measured on the embedded lab: round trips take microseconds there, so percentages of latency are far "
                    + $"higher than on a real network.</p>\n"
            );
        WriteProblems(page, header.Problems);
        page.Write($"</header>\n");
        if (byTool.Count == 0)
            return;
        page.Write($"<ul class=\"answers\">\n");
        foreach (var tool in byTool)
            WriteTool(page, tool.Key, tool.First(), [.. tool.Select(each => each.Case.Verdict)]);
        page.Write($"</ul>\n");
    }

    // The cases come worst first, so the first verdict of a tool is its worst
    private static string Overall(IReadOnlyList<Verdict> worstByTool)
    {
        var answers = new (Verdict Worst, string One, string Some)[]
        {
            (Verdict.Fail, "No: the tool is over budget.", "no for {0}: over budget"),
            (
                Verdict.Invalid,
                "No answer: the measurement of the tool proves nothing.",
                "no answer for {0}: the measurement proves nothing"
            ),
            (Verdict.Inconclusive, "Not decided: too little evidence on the tool.", "not decided for {0}: too little evidence"),
            (Verdict.Pass, "Yes: the tool stays within its budgets.", "yes for {0}: within budget"),
        };
        if (worstByTool.Count == 0)
            return "No answer: no tool has been measured.";
        if (worstByTool.Count == 1)
            return answers.First(answer => answer.Worst == worstByTool[0]).One;
        if (worstByTool.All(verdict => verdict == Verdict.Pass))
            return $"Yes: all {worstByTool.Count} tools stay within their budgets.";
        var parts = answers
            .Select(answer => (answer.Some, Count: worstByTool.Count(verdict => verdict == answer.Worst)))
            .Where(part => part.Count > 0)
            .Select(
                (part, index) =>
                    string.Format(
                        CultureInfo.InvariantCulture,
                        part.Some,
                        index == 0 ? $"{part.Count} of {worstByTool.Count} tools" : $"{part.Count}"
                    )
            );
        var all = string.Join("; ", parts);
        return $"{char.ToUpperInvariant(all[0])}{all[1..]}.";
    }

    private static void WriteTool(MarkupWriter page, string tool, AnchoredCase worst, IReadOnlyList<Verdict> verdicts)
    {
        page.Write(
            $"<li class=\"{VerdictSymbol.ClassOf(worst.Case.Verdict)}\"><div><i>{VerdictSymbol.Of(worst.Case.Verdict)} "
                + $"{Answer(worst.Case.Verdict)}</i>"
        );
        page.Write($" <b>").WriteName(tool).Write($"</b> <small>{Tally.Of(verdicts)}</small></div>\n");
        page.Write(
            $"<div>{(verdicts.Count > 1 ? "Worst: " : "")}<a href=\"#{worst.Anchor}\">{worst.Case.Workload}</a> on "
                + $"{worst.Case.Result.Environment}: "
        );
        page.Write($"{worst.Case.Sentence}.</div></li>\n");
    }

    private static string Answer(Verdict worst) =>
        worst switch
        {
            Verdict.Pass => "Yes, within budget",
            Verdict.Fail => "No, over budget",
            Verdict.Inconclusive => "Not decided yet",
            _ => "Not proven: invalid",
        };

    private static void WriteProblems(MarkupWriter page, IReadOnlyList<string> problems)
    {
        if (problems.Count == 0)
            return;
        page.Write($"<section class=\"problems\"><h2>Problems</h2><ul>\n");
        foreach (var problem in problems)
            page.Write($"<li>{problem}</li>\n");
        page.Write($"</ul></section>\n");
    }
}
