using System.Text;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>One line per case and metric with unrounded numbers, for spreadsheets and scripts (RFC 4180).</summary>
internal static class CsvExport
{
    private const string Header =
        "case,environment,tool,test_type,protocol,params,verdict,metric,unit,baseline,ebpf,overhead_percent,low_percent,high_percent,"
        + "budget_percent,metric_verdict,noise_floor_percent,rounds,dropped_rounds,reason\r\n";

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

    private static IEnumerable<string> Cells(CaseResult result, MetricVerdict? metric) =>
    [
        Text(result.Verdict.Case), Text(result.Environment), Text(result.Tool ?? ""), Text(result.TestType), Text(result.Protocol), Text(result.Params),
        result.Verdict.Verdict.ToString(), Text(metric?.Name ?? ""), Text(metric?.Unit ?? ""),
        Number(metric?.Baseline), Number(metric?.Ebpf), Number(metric?.OverheadPercent), Number(metric?.LowPercent), Number(metric?.HighPercent),
        Number(metric?.BudgetPercent), metric?.Verdict?.ToString() ?? "", Number(result.Verdict.NoiseFloorPercent),
        $"{result.Verdict.Rounds}", $"{result.Verdict.DroppedRounds}", Text(string.Join(' ', result.Verdict.Reasons)),
    ];

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R") : "";

    // Spreadsheets run a cell that starts with one of these as a formula; an apostrophe in front makes it text
    private static string Text(string value)
    {
        var harmless = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value;
        return harmless.AsSpan().ContainsAny("\",\r\n") ? $"\"{harmless.Replace("\"", "\"\"")}\"" : harmless;
    }
}
