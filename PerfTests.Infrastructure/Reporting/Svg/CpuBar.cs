using PerfTests.Infrastructure.Reporting.Html;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>Stacked bars of CPU in percent of a core: where a tool's extra CPU goes, and of what kind it is on each host.</summary>
internal static class CpuBar
{
    private const double Width = 640;
    private const double Left = 130;
    private const double Right = Width - 12;
    private const double RowHeight = 30;

    /// <summary>Colours in the style sheet; a tool with more programs than that has the rest of them in one part.</summary>
    public const int Shades = 6;

    /// <param name="page">Receives the chart.</param>
    /// <param name="rows">Bars, each with its parts in order from zero; negative parts lie left of it.</param>
    public static void Write(MarkupWriter page, IReadOnlyList<(string Label, IReadOnlyList<CpuPart> Parts)> rows)
    {
        var drawn = rows.Select(row =>
                (row.Label, Parts: row.Parts.Where(part => Plottable.OrNull(part.Percent) is not null and not 0).ToList())
            )
            .ToList();
        var low = drawn.Min(row => row.Parts.Where(part => part.Percent < 0).Sum(part => part.Percent));
        var high = drawn.Max(row => row.Parts.Where(part => part.Percent > 0).Sum(part => part.Percent));
        if (high - low <= 0)
            return;
        var axis = new AxisScale(low, high, Left, Right, 6);
        var bottom = 6 + (RowHeight * rows.Count);
        page.Write($"<svg class=\"cpu\" viewBox=\"0 0 {Width} {bottom + 34}\"><path d=\"");
        foreach (var tick in axis.Ticks)
            page.Write($"M{axis.Position(tick)} 2V{bottom}");
        page.Write($"\"/>");
        foreach (var tick in axis.Ticks)
            page.Write($"<text class=\"mid\" x=\"{axis.Position(tick)}\" y=\"{bottom + 14}\">{tick.ToString("G4")}</text>");
        page.Write($"<text class=\"mid\" x=\"{(Left + Right) / 2}\" y=\"{bottom + 30}\">extra CPU, % of a core</text>");
        foreach (var (index, (label, parts)) in drawn.Index())
            WriteRow(page, axis, 6 + (RowHeight * index), label, parts);
        page.Write($"<path class=\"zero\" d=\"M{axis.Position(0)} 2V{bottom}\"/></svg>");
    }

    private static void WriteRow(MarkupWriter page, AxisScale axis, double y, string label, List<CpuPart> parts)
    {
        page.Write($"<text x=\"{Left - 8}\" y=\"{y + 16}\">{label}</text>");
        var (right, left) = (0.0, 0.0);
        foreach (var part in parts)
        {
            var start = part.Percent > 0 ? right : left;
            var (from, to) = (axis.Position(Math.Min(start, start + part.Percent)), axis.Position(Math.Max(start, start + part.Percent)));
            page.Write(
                $"<rect class=\"s{part.Shade}\" x=\"{from}\" y=\"{y}\" width=\"{to - from}\" "
                    + $"height=\"{RowHeight - 8}\"><title>{part.Name}: {part.Percent.ToString("0.0")} % of a core</title></rect>"
            );
            if (part.Percent > 0)
                right += part.Percent;
            else
                left += part.Percent;
        }
    }
}
