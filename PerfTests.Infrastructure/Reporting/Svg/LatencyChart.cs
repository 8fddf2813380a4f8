using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>
/// The distribution of latency in both arms on a logarithmic axis: a line from minimum to maximum, a bar between the percentiles, a tick at
/// the median.
/// </summary>
internal static class LatencyChart
{
    private const double Width = 340;
    private const double Height = 104;
    private const double Left = 62;
    private const double Right = Width - 14;
    private const double AxisTop = Height - 34;
    private static readonly double[] TickFactors = [1, 2, 5];

    /// <param name="page">Receives the chart.</param>
    /// <param name="baseline">Values in µs of the arm without the tool.</param>
    /// <param name="middle">The same of the runs in the middle of the rounds.</param>
    /// <param name="middleLabel">What these are called.</param>
    public static void Write(MarkupWriter page, LatencySpread baseline, LatencySpread middle, string middleLabel)
    {
        var values = baseline.Values.Concat(middle.Values).ToList();
        var axis = new AxisScale(Math.Log10(values.Min()), Math.Log10(values.Max()), Left, Right);
        page.Write($"<svg viewBox=\"0 0 {Width} {Height}\"><path d=\"");
        var ticks = Ticks(values.Min(), values.Max());
        foreach (var tick in ticks)
            page.Write($"M{axis.Position(Math.Log10(tick))} 4V{AxisTop}");
        page.Write($"\"/>");
        var lastLabel = double.NegativeInfinity;
        foreach (var tick in ticks)
        {
            var x = axis.Position(Math.Log10(tick));
            if (x - lastLabel < 34)
                continue;
            lastLabel = x;
            page.Write($"<text class=\"mid\" x=\"{x}\" y=\"{AxisTop + 14}\">{tick.ToString("G6")}</text>");
        }
        page.Write($"<text class=\"mid\" x=\"{(Left + Right) / 2}\" y=\"{Height - 4}\">µs, logarithmic</text>");
        WriteArm(page, axis, baseline, 20, "baseline", "base");
        WriteArm(page, axis, middle, 50, middleLabel, "ebpf");
        page.Write($"</svg>");
    }

    private static void WriteArm(MarkupWriter page, AxisScale axis, LatencySpread spread, double y, string label, string kind)
    {
        page.Write($"<g class=\"spread {kind}\"><text x=\"{Left - 6}\" y=\"{y + 4}\">{label}</text>");
        var (min, max) = (X(spread.Values.Min()), X(spread.Values.Max()));
        page.Write($"<rect x=\"{min}\" y=\"{y - 1}\" width=\"{max - min}\" height=\"2\"/>");
        if (spread is { P50: { } low, P99: { } high })
            page.Write($"<rect class=\"bar\" x=\"{X(low)}\" y=\"{y - 8}\" width=\"{Math.Max(1, X(high) - X(low))}\" height=\"16\"/>");
        if (spread.P90 is { } ninety)
            page.Write($"<rect x=\"{X(ninety) - 1}\" y=\"{y - 8}\" width=\"1.5\" height=\"16\"/>");
        if (spread.P50 is { } median)
            page.Write($"<rect x=\"{X(median) - 1}\" y=\"{y - 11}\" width=\"3\" height=\"22\"/>");
        if (spread.Mean is { } mean)
            page.Write($"<circle cx=\"{X(mean)}\" cy=\"{y}\" r=\"3.5\"/>");
        page.Write($"</g>");

        double X(double value) => axis.Position(Math.Log10(value));
    }

    /// <summary>1, 2 and 5 times powers of ten within the range; the powers alone where that would be many.</summary>
    private static List<double> Ticks(double low, double high)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        var factors = last - first > 4 ? TickFactors.Take(1) : TickFactors;
        return
        [
            .. Enumerable
                .Range(first, Math.Min(30, last - first + 1))
                .SelectMany(power => factors.Select(factor => factor * Math.Pow(10, power)))
                .Where(tick => tick >= low * 0.999 && tick <= high * 1.001),
        ];
    }
}
