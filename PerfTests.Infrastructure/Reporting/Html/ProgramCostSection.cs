using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>Time in the tool's own programs for each unit of work, in the details of its case.</summary>
internal static class ProgramCostSection
{
    public static void Write(MarkupWriter page, ProgramCost? cost)
    {
        if (cost is null)
            return;
        page.Write($"<h4>The programs alone, as the kernel counts them</h4>\n");
        page.Write($"<table><tr><th>For each<th>Nanoseconds<th>Part of the baseline<th>of\n");
        foreach (var share in cost.Shares)
        {
            page.Write($"<tr><td>{share.Per}<td>{Interval(share.Nanoseconds, share.Low, share.High, "#,0.#")}");
            var part = share.Percent is { } percent
                ? $"{Interval(percent, share.LowPercent, share.HighPercent, "0.##")} %"
                : UnitScale.Missing;
            page.Write($"<td>{part}");
            page.Write($"<td>{(Metric.Find(share.Metric)?.Title ?? share.Metric)}\n");
        }
        page.Write($"</table>\n");
        if (ProgramCostSentence.Forecast(cost) is { } forecast)
            page.Write($"<p>Forecast: {forecast}.\n");
    }

    private static string Interval(double value, double? low, double? high, string format) =>
        low is { } least && high is { } most
            ? $"{value.ToString(format)} ({least.ToString(format)} to {most.ToString(format)})"
            : value.ToString(format);
}
