using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>What narrows the page down to some cases. Hidden until the page's script runs, since nothing works without it.</summary>
internal static class FilterForm
{
    private static readonly Verdict[] Order = [Verdict.Fail, Verdict.Invalid, Verdict.Inconclusive, Verdict.Pass];

    public static void Write(MarkupWriter page, IReadOnlyList<ReportedCase> cases)
    {
        page.Write(
            $"<form class=\"filter\" hidden><label>Search <input type=\"search\" name=\"text\" placeholder=\"tool, workload, "
                + $"reason\"></label>\n"
        );
        WriteChoice(
            page,
            "verdict",
            "Verdict",
            Order.Where(verdict => cases.Any(each => each.Verdict == verdict)).Select(verdict => verdict.ToString())
        );
        WriteChoice(page, "tool", "Tool", cases.Select(each => each.ToolName).Distinct().Order(StringComparer.Ordinal));
        WriteChoice(
            page,
            "environment",
            "Environment",
            cases.Select(each => each.Result.Environment).Distinct().Order(StringComparer.Ordinal)
        );
        WriteChoice(
            page,
            "type",
            "Test type",
            cases.Select(each => PerfCase.Token(each.Result.TestType)).Distinct().Order(StringComparer.Ordinal)
        );
        WriteChoice(page, "protocol", "Protocol", cases.Select(each => each.Result.Protocol).Distinct().Order(StringComparer.Ordinal));
        page.Write($"<button type=\"reset\">Show all</button> <output>{cases.Count} of {cases.Count} cases</output></form>\n");
    }

    // One value leaves nothing to choose
    private static void WriteChoice(MarkupWriter page, string name, string title, IEnumerable<string> values)
    {
        var listed = values.ToList();
        if (listed.Count < 2)
            return;
        page.Write($"<label>{title} <select name=\"{name}\"><option value=\"\">all");
        foreach (var value in listed)
            page.Write($"<option>{value}");
        page.Write($"</select></label>\n");
    }
}
