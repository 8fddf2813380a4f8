using System.Text;
using PerfTests.Infrastructure.Analysis.Resources;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Reporting.Csv;

/// <summary>
/// One line per run with every raw metric and resource figure, for own statistics. What a run did not measure stays empty.
/// </summary>
internal static class RunsCsv
{
    private static readonly string[] Fixed =
    [
        "run",
        "arm",
        "environment",
        "tool",
        "test_type",
        "protocol",
        "params",
        "purpose",
        "status",
        "counts_in",
        "start_time",
        "load_seconds",
        "tool_start_seconds",
        "tool_stop_seconds",
        "error",
    ];

    public static string Render(ResultReading reading)
    {
        var runs = reading.Runs.Values.OrderBy(run => run.Execution.StartTime).ThenBy(run => run.Folder, StringComparer.Ordinal).ToList();
        var metrics = MetricOrder.Of(runs.SelectMany(run => run.Metrics.Keys));
        var resources = runs.Select(run => (run.Folder, Readings: Resources(run, reading)))
            .ToDictionary(each => each.Folder, each => each.Readings);
        var columns = resources.Values.SelectMany(each => each.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var countsIn = CountsIn(reading.Cases);
        var text = new StringBuilder();
        text.AppendJoin(',', [.. Fixed, .. metrics.Select(Heading).Concat(columns).Select(CsvCell.Text)]).Append("\r\n");
        foreach (var run in runs)
            text.AppendJoin(
                    ',',
                    [
                        .. Cells(run, countsIn[run.Folder]),
                        .. metrics.Select(name => CsvCell.Number(run.Metrics.TryGetValue(name, out var value) ? value : null)),
                        .. columns.Select(column =>
                            CsvCell.Number(resources[run.Folder].TryGetValue(column, out var value) ? value : null)
                        ),
                    ]
                )
                .Append("\r\n");
        return text.ToString();
    }

    private static IEnumerable<string> Cells(RunRecord run, IEnumerable<string> countsIn) =>
        [
            CsvCell.Text(run.Folder),
            run.TestCase.EbpfTool is null ? "baseline" : "ebpf",
            CsvCell.Text(run.TestCase.Environment),
            CsvCell.Text(run.TestCase.EbpfTool ?? ""),
            CsvCell.Text(run.TestCase.TestType),
            CsvCell.Text(run.TestCase.Protocol),
            CsvCell.Text(run.TestCase.Parameters.GetValueOrDefault("params", "")),
            $"{run.Execution.Purpose}".ToLowerInvariant(),
            $"{run.Execution.Status}".ToLowerInvariant(),
            CsvCell.Text(string.Join(' ', countsIn)),
            $"{run.Execution.StartTime.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}",
            CsvCell.Number(run.Execution.LoadSeconds),
            CsvCell.Number(run.Execution.ToolStartSeconds),
            CsvCell.Number(run.Execution.ToolStopSeconds),
            CsvCell.Text(run.Execution.Error ?? ""),
        ];

    /// <summary>By run folder: <c>case#round</c> of each valid round that counts the run.</summary>
    private static ILookup<string, string> CountsIn(IReadOnlyList<CaseResult> cases) =>
        (
            from result in cases
            from round in result.Rounds
            where round.DroppedBecause is null
            from folder in round.Runs
            select (folder, Place: $"{result.Verdict.Case}#{round.Number}")
        ).ToLookup(each => each.folder, each => each.Place);

    private static string Heading(string name) => Metric.Find(name) is { } metric ? $"{name} [{metric.Unit}]" : name;

    private static Dictionary<string, double> Resources(RunRecord run, ResultReading reading) =>
        ResourceReading
            .OfMonitoring(reading.Monitoring.GetValueOrDefault(run.Folder))
            .ToDictionary(each => $"{each.Of}.{each.Group}.{each.Quantity} [{each.Unit}]", each => each.Value);
}
