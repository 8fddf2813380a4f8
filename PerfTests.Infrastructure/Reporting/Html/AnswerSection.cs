using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>The top of the page: "May I deploy?", for all tools together and then one line per tool with its worst case.</summary>
internal static class AnswerSection
{
    public static void Write(MarkupWriter page, ReportHeader header, IReadOnlyList<AnchoredCase> tools, IReadOnlyList<AnchoredCase> baselines)
    {
        var byTool = tools.GroupBy(each => each.Case.ToolName).ToList();
        var all = tools.Concat(baselines).Select(each => each.Case).ToList();
        page.Write($"<header>\n<p class=\"title\">{header.Title} · {header.GeneratedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm")} UTC</p>\n");
        page.Write($"<h1>May I deploy? <span>{Overall([.. byTool.Select(tool => tool.First().Case.Verdict)])}</span></h1>\n");
        page.Write($"<p>{Tally.OfBothArms(all)}.</p>\n");
        if (header.GateOutcome is not null)
            page.Write($"<p class=\"gate\">Gate: {header.GateOutcome}</p>\n");
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
        int Count(Verdict verdict) => worstByTool.Count(each => each == verdict);
        string Share(int count) => worstByTool.Count == 1 ? "the tool" : $"{count} of {worstByTool.Count} tools";
        string Are(int count) => count == 1 ? "is" : "are";
        return (worstByTool.Count, Count(Verdict.Fail), Count(Verdict.Invalid), Count(Verdict.Inconclusive)) switch
        {
            (0, _, _, _) => "No answer: no tool has been measured.",
            (_, > 0 and var fails, _, _) => $"No: {Share(fails)} {Are(fails)} over budget.",
            (_, _, > 0 and var invalid, _) => $"No answer: the measurement of {Share(invalid)} proves nothing.",
            (_, _, _, > 0 and var open) => $"Not decided: too little evidence on {Share(open)}.",
            (1, _, _, _) => "Yes: the tool stays within its budgets.",
            _ => $"Yes: all {worstByTool.Count} tools stay within their budgets.",
        };
    }

    private static void WriteTool(MarkupWriter page, string tool, AnchoredCase worst, IReadOnlyList<Verdict> verdicts)
    {
        page.Write($"<li class=\"{VerdictSymbol.ClassOf(worst.Case.Verdict)}\"><div>");
        Badge.Write(page, worst.Case.Verdict);
        page.Write($" <b>{tool}</b> <small>{Tally.Of(verdicts)}</small></div>\n");
        page.Write($"<div>{(verdicts.Count > 1 ? "Worst: " : "")}<a href=\"#{worst.Anchor}\">{worst.Case.Workload}</a> on {worst.Case.Result.Environment}: ");
        page.Write($"{worst.Case.Sentence}.</div></li>\n");
    }

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
