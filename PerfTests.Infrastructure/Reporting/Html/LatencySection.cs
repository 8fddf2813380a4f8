using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>How latency spreads with and without the tool; the numbers stand in the case's table of metrics.</summary>
internal static class LatencySection
{
    public static void Write(MarkupWriter page, IReadOnlyList<MetricVerdict> metrics, bool isBaseline)
    {
        if (LatencySpread.Of(metrics) is not { } spread)
            return;
        page.Write($"<figure><figcaption><b>Distribution of latency</b></figcaption>");
        LatencyChart.Write(page, spread.Baseline, spread.Middle, isBaseline ? "again" : "eBPF");
        page.Write($"<figcaption>Line: minimum to maximum. Bar: median (thick tick) to 99th percentile, 90th between. Dot: mean. ");
        page.Write($"Geometric means over the runs; numbers in the table above.</figcaption></figure>\n");
    }
}
