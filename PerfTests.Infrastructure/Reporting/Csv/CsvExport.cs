using System.Text;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using static PerfTests.Infrastructure.Reporting.Csv.CsvCell;

namespace PerfTests.Infrastructure.Reporting.Csv;

/// <summary>One line per case and metric with unrounded numbers, for spreadsheets and scripts (RFC 4180).</summary>
internal static class CsvExport
{
    private const string Header =
        "case,environment,tool,test_type,protocol,params,verdict,metric,unit,baseline,ebpf,overhead_percent,low_percent,high_percent,"
        + "budget_percent,metric_verdict,noise_floor_percent,rounds,dropped_rounds,confidence,programs_ns,"
        + "programs_percent,programs_low_percent,programs_high_percent,reason\r\n";

    public static string Render(IReadOnlyList<CaseResult> results)
    {
        var text = new StringBuilder(Header);
        foreach (var result in results.OrderBy(result => result.Verdict.Case, StringComparer.Ordinal))
        {
            foreach (var metric in result.Verdict.Metrics.DefaultIfEmpty())
                text.AppendJoin(',', Cells(result, metric)).Append("\r\n");
        }
        return text.ToString();
    }

    private static IEnumerable<string> Cells(CaseResult result, MetricVerdict? metric)
    {
        var programs = metric is null ? null : result.Verdict.ProgramCost?.Of(metric.Name);
        return
        [
            Text(result.Verdict.Case),
            Text(result.Environment),
            Text(result.Tool ?? ""),
            Text(PerfCase.Token(result.TestType)),
            Text(result.Protocol),
            Text(result.Params),
            result.Verdict.Verdict.ToString(),
            Text(metric?.Name ?? ""),
            Text(metric?.Unit ?? ""),
            Number(metric?.Baseline),
            Number(metric?.Ebpf),
            Number(metric?.OverheadPercent),
            Number(metric?.LowPercent),
            Number(metric?.HighPercent),
            Number(metric?.BudgetPercent),
            metric?.Verdict?.ToString() ?? "",
            Number(metric?.NoiseFloorPercent),
            $"{result.Verdict.Rounds}",
            $"{result.Verdict.DroppedRounds}",
            Number(result.Verdict.Confidence),
            Number(programs?.Nanoseconds),
            Number(programs?.Percent),
            Number(programs?.LowPercent),
            Number(programs?.HighPercent),
            Text(string.Join(' ', result.Verdict.Reasons)),
        ];
    }
}
