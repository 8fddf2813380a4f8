using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>Throughput from the start of the load to its end, both arms.</summary>
internal static class CourseChart
{
    private const double Width = 340;
    private const double Height = 120;
    private const double Left = 46;
    private const double Right = Width - 8;
    private const double Top = 10;
    private const double Bottom = Height - 32;

    /// <summary>The scale of the chart's numbers.</summary>
    public static UnitScale ScaleOf(RateCourse course) => UnitScale.For(All(course).Max(moment => moment.BitsPerSecond), "bit/s");

    public static void Write(MarkupWriter page, RateCourse course)
    {
        var all = All(course).ToList();
        var scale = ScaleOf(course);
        // From zero: a stall must look like one, and a wobble of a percent must not
        var height = new AxisScale(0, all.Max(moment => moment.BitsPerSecond) * 1.05, Bottom, Top, 3);
        var width = new AxisScale(0, all.Max(moment => moment.EndSeconds), Left, Right - 10, 6);
        page.Write($"<svg viewBox=\"0 0 {Width} {Height}\"><path d=\"");
        foreach (var tick in height.Ticks)
            page.Write($"M{Left} {Math.Round(height.Position(tick))}H{Right}");
        page.Write($"\"/>");
        foreach (var tick in height.Ticks)
            page.Write(
                $"<text x=\"{Left - 4}\" y=\"{Math.Round(height.Position(tick) + 4)}\">{(tick / scale.Factor).ToString("G6")}</text>"
            );
        foreach (var tick in width.Ticks)
            page.Write($"<text class=\"mid\" x=\"{Math.Round(width.Position(tick))}\" y=\"{Bottom + 14}\">{tick.ToString("G6")}</text>");
        page.Write($"<text class=\"mid\" x=\"{(Left + Right) / 2}\" y=\"{Height - 4}\">seconds of the load</text>");
        foreach (var arm in new[] { course.Baseline, course.Middle })
        {
            page.Write($"<polyline points=\"");
            foreach (var moment in arm)
                page.Write($"{Math.Round(width.Position(moment.EndSeconds))},{Math.Round(height.Position(moment.BitsPerSecond))} ");
            page.Write($"\"/>");
        }
        page.Write($"</svg>");
    }

    private static IEnumerable<RateMoment> All(RateCourse course) => course.Baseline.Concat(course.Middle);
}
