using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>One metric of a case's runs in the order of time, both arms, so that drift and outliers show.</summary>
internal static class RoundsChart
{
    private const double Width = 340;
    private const double Height = 100;
    private const double TitleHeight = 20;
    private const double Left = 46;
    private const double Right = Width - 8;
    private const double Top = 10;
    private const double Bottom = Height - 18;

    /// <summary>What a chart needs to stand alone in a file: the style that the report's own style sheet has too.</summary>
    private const string StandaloneStyle = """
        <style>text{font:11px sans-serif;fill:#444}.plot text{text-anchor:end}.plot .mid{text-anchor:middle}.plot path{stroke:#ccc}.defs{width:0;height:0}
        polyline{fill:none;stroke:#59626d;stroke-width:1.5;stroke-dasharray:3 2;marker:url(#dot-base)}
        polyline+polyline{stroke:#0b63b0;stroke-dasharray:none;marker:url(#dot-ebpf)}
        .dot-base{fill:#59626d}.dot-ebpf{fill:#0b63b0}</style>
        """;

    /// <summary>Point shapes, once per page: circles for the baseline, squares for the tool.</summary>
    public const string Markers = """
        <svg class="defs" aria-hidden="true"><defs>
        <marker id="dot-base" viewBox="-4 -4 8 8" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8"><circle class="dot-base" r="3"/></marker>
        <marker id="dot-ebpf" viewBox="-4 -4 8 8" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8"><path class="dot-ebpf" d="M-3-3H3V3H-3Z"/></marker>
        </defs></svg>
        """;

    /// <summary>A complete SVG file of the chart, with colours of its own; null when no valid round has this metric.</summary>
    public static string? Standalone(IReadOnlyList<RoundRecord> rounds, string metric, string unit)
    {
        var points = RoundPoint.InOrderOfTime(rounds, metric);
        if (!points.Any(point => point.Value is not null))
            return null;
        var file = new MarkupWriter();
        file.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height + TitleHeight}\">\n");
        file.WriteMarkup(StandaloneStyle);
        file.WriteMarkup(Markers);
        file.Write($"<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><text x=\"4\" y=\"14\">{Metric.Find(metric)?.Title ?? metric}, ");
        file.Write(
            $"{ScaleOf(points, unit).Unit}: ● baseline, ■ eBPF</text>\n<svg class=\"plot\" y=\"{TitleHeight}\" width=\"{Width}\" "
                + $"height=\"{Height}\">"
        );
        Write(file, points, unit);
        file.Write($"</svg></svg>\n");
        return file.ToString();
    }

    /// <summary>The scale of the chart's numbers, for a caption beside it.</summary>
    public static UnitScale ScaleOf(IReadOnlyList<RoundPoint> points, string unit) =>
        UnitScale.For(Values(points).DefaultIfEmpty(0).Max(), unit);

    /// <summary>Writes the chart; nothing when no point has a value.</summary>
    public static void Write(MarkupWriter page, IReadOnlyList<RoundPoint> points, string unit)
    {
        if (!Values(points).Any())
            return;
        var height = new AxisScale(Values(points).Min(), Values(points).Max(), Bottom, Top, 4);
        var width = new AxisScale(0, Math.Max(1, points.Count - 1), Left + 10, Right - 10);
        page.Write($"<svg viewBox=\"0 0 {Width} {Height}\">");
        WriteGrid(page, height, ScaleOf(points, unit));
        WriteArm(page, middle: false, points, width, height);
        WriteArm(page, middle: true, points, width, height);
        WriteDropped(page, points, width);
        page.Write($"</svg>");
    }

    private static IEnumerable<double> Values(IReadOnlyList<RoundPoint> points) => points.Select(point => point.Value).OfType<double>();

    private static void WriteGrid(MarkupWriter page, AxisScale height, UnitScale scale)
    {
        page.Write($"<path d=\"");
        foreach (var tick in height.Ticks)
            page.Write($"M{Left} {Math.Round(height.Position(tick))}H{Right}");
        page.Write($"\"/>");
        foreach (var tick in height.Ticks)
            page.Write(
                $"<text x=\"{Left - 4}\" y=\"{Math.Round(height.Position(tick) + 4)}\">{(tick / scale.Factor).ToString("G6")}</text>"
            );
    }

    private static void WriteArm(MarkupWriter page, bool middle, IReadOnlyList<RoundPoint> points, AxisScale width, AxisScale height)
    {
        page.Write($"<polyline points=\"");
        foreach (var (index, point) in points.Index().Where(each => each.Item.IsMiddle == middle))
        {
            if (point.Value is { } value)
                page.Write($"{Math.Round(width.Position(index))},{Math.Round(height.Position(value))} ");
        }
        page.Write($"\"/>");
    }

    /// <summary>A cross and the round's number where a dropped round was.</summary>
    private static void WriteDropped(MarkupWriter page, IReadOnlyList<RoundPoint> points, AxisScale width)
    {
        foreach (var (index, point) in points.Index().Where(each => each.Item.Value is null))
            page.Write($"<text class=\"mid\" x=\"{Math.Round(width.Position(index))}\" y=\"{Height - 4}\">{point.Round}×</text>");
    }
}
