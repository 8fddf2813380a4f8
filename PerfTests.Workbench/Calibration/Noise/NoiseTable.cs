using System.Text;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>The noise of loads as a plain-text table, and whether it meets the targets.</summary>
internal static class NoiseTable
{
    private const int Width = 100;

    public static string Render(NoiseReport report)
    {
        var table = new PlainTable()
            .Words("workload")
            .Words("")
            .Numbers("runs")
            .Numbers("one run")
            .Numbers("spread")
            .Numbers("trimmed")
            .Numbers($"+/- in {NoiseFigures.YardstickSeconds:0} s")
            .Numbers("ratio");
        foreach (var workload in report.Workloads)
        {
            table.Add(Row(TextFit.Middle(Name(workload), 44), "bare", workload.Bare, ""));
            table.Add(Row("", "suite", workload.Suite, workload.IsSteady ? "steady" : Number(workload.Ratio, "0.00")));
        }
        foreach (var tool in report.Tools)
            table.Add([
                TextFit.Middle(WithoutArm(tool.Case), 44),
                "rounds",
                tool.Rounds.ToString(),
                $"{tool.SecondsPerRound:0.000} s",
                "",
                "",
                $"{Number(tool.HalfWidthPercent, "0.00")} %",
                "",
            ]);
        return new StringBuilder()
            .Append(table)
            .AppendLine()
            .AppendLine("spread: standard deviation of a run against its neighbours; trimmed: without the outer fifths")
            .Append(Conclusion(report))
            .ToString();
    }

    /// <summary>One load in a line, for those who wait.</summary>
    public static string Line(NoisyWorkload workload) =>
        $"{Name(workload)}: {Number(workload.Suite.TrimmedPercent, "0.00")} % over "
        + $"{Number(workload.Bare.TrimmedPercent, "0.00")} % of a bare loop, +/- "
        + $"{Number(workload.Suite.HalfWidthPercent, "0.00")} % in {NoiseFigures.YardstickSeconds:0} s";

    /// <summary>One tool with one load in a line.</summary>
    public static string Line(NoisyTool tool) =>
        $"{WithoutArm(tool.Case)}: {tool.Rounds} rounds of {tool.SecondsPerRound:0.00} s, +/- {Number(tool.HalfWidthPercent, "0.00")} % in "
        + $"{NoiseFigures.YardstickSeconds:0} s";

    private static string Conclusion(NoiseReport report)
    {
        var above = report.Workloads.Where(workload => !workload.IsMet).Select(Name).ToList();
        return $"The suite's runs are {Number(report.MedianRatio, "0.00")} times as noisy as bare ones in the median; "
            + $"targets: each at most {NoiseReport.MostRatio},{Environment.NewLine}the median at most {NoiseReport.MostMedianRatio}: "
            + (
                report.IsMet ? "met"
                : above.Count > 0 ? $"not met by {string.Join(", ", above)}"
                : "not met by the median"
            );
    }

    private static IEnumerable<string> Row(string name, string kind, NoiseFigures figures, string ratio) =>
        [
            name,
            kind,
            figures.Runs.ToString(),
            $"{figures.SecondsPerRun:0.000} s",
            $"{Number(figures.SpreadPercent, "0.00")} %",
            $"{Number(figures.TrimmedPercent, "0.00")} %",
            $"{Number(figures.HalfWidthPercent, "0.00")} %",
            ratio,
        ];

    private static string Name(NoisyWorkload workload) => WithoutArm(workload.Case);

    private static string WithoutArm(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Number(double? value, string format) => value?.ToString(format) ?? "?";
}
