using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>
/// Overheads of many cases on one axis. Each row is a label, a drawing and the numbers as text; the drawings place everything in percent of
/// their width, so the chart fits any screen without scaling its text. Shapes and colours come from the page's style sheet.
/// </summary>
internal static class ForestChart
{
    /// <summary>Marker shapes, once per page; rows refer to them.</summary>
    public const string Markers = """
        <svg class="defs" aria-hidden="true"><defs>
        <circle id="pass" cy="12" r="5"/><path id="fail" d="M0 5.5 6.5 12 0 18.5-6.5 12Z"/><rect id="open" x="-4.5" y="7.5" width="9" height="9"/>
        <path id="void" d="M-4.5 7.5 4.5 16.5M4.5 7.5-4.5 16.5"/><path id="above" d="M-9 6 0 12-9 18Z"/><path id="below" d="M9 6 0 12 9 18Z"/>
        </defs></svg>
        """;

    /// <param name="page">Receives the chart.</param>
    /// <param name="groups">Rows under their headings, in the order shown.</param>
    public static void Write(MarkupWriter page, IReadOnlyList<(string Heading, IReadOnlyList<ForestRow> Rows)> groups)
    {
        var axis = ForestAxis.For([.. groups.SelectMany(group => group.Rows)]);
        page.Write($"<div class=\"forest\">\n");
        WriteAxis(page, axis);
        foreach (var (heading, rows) in groups)
        {
            page.Write($"<h4>{heading}</h4>\n");
            foreach (var row in rows)
                WriteRow(page, axis, row);
        }
        page.Write($"</div>\n");
    }

    private static void WriteAxis(MarkupWriter page, AxisScale axis)
    {
        page.Write($"<svg class=\"lines\" aria-hidden=\"true\">");
        foreach (var tick in axis.Ticks)
            page.Write($"<rect class=\"{(tick == 0 ? "zero" : "tick")}\" x=\"{axis.Position(tick)}%\"/>");
        page.Write($"</svg>\n<div class=\"axis\" aria-hidden=\"true\"><svg>");
        foreach (var tick in axis.Ticks)
            page.Write($"<text x=\"{axis.Position(tick)}%\" y=\"14\">{Label(tick)}</text>");
        page.Write($"</svg></div>\n");
    }

    private static void WriteRow(MarkupWriter page, AxisScale axis, ForestRow row)
    {
        page.Write($"<a class=\"row {VerdictSymbol.ClassOf(row.Verdict)}\" href=\"{row.Link}\" data-c=\"{row.Case}\"><span>")
            .WriteName(row.Label)
            .Write($"</span><svg>");
        if (Plottable.OrNull(row.NoiseFloor) is { } floor)
            WriteSpan(page, axis, "floor", -floor, floor);
        if (Plottable.OrNull(row.Low) is { } low && Plottable.OrNull(row.High) is { } high)
            WriteSpan(page, axis, "ci", low, high);
        if (Plottable.OrNull(row.Budget) is { } budget)
            page.Write($"<rect class=\"budget\" x=\"{axis.Position(budget)}%\"/>");
        if (Plottable.OrNull(row.Estimate) is { } estimate)
            WriteEstimate(page, axis, row, estimate);
        page.Write($"</svg><b>{VerdictSymbol.Of(row.Verdict)} {row.Text}</b></a>\n");
    }

    private static void WriteSpan(MarkupWriter page, AxisScale axis, string kind, double low, double high)
    {
        var left = axis.Position(low);
        page.Write($"<rect class=\"{kind}\" x=\"{left}%\" width=\"{axis.Position(high) - left}%\"/>");
    }

    private static void WriteEstimate(MarkupWriter page, AxisScale axis, ForestRow row, double estimate)
    {
        if (axis.Contains(estimate))
            page.Write($"<use href=\"#{VerdictSymbol.ClassOf(row.Verdict)}\" x=\"{axis.Position(estimate)}%\"/>");
        else if (estimate > axis.High)
            page.Write(
                $"<use href=\"#above\" x=\"100%\"/><text class=\"end\" x=\"100%\" dx=\"-14\" "
                    + $"y=\"16\">{OverheadText.Percent(estimate)}</text>"
            );
        else
            page.Write($"<use href=\"#below\" x=\"0%\"/><text x=\"0%\" dx=\"14\" y=\"16\">{OverheadText.Percent(estimate)}</text>");
    }

    private static string Label(double tick) => $"{tick:+0.##;-0.##;0} %";
}
