using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>All metrics of a case as a table that Allure draws: too many to be parameters.</summary>
internal static class AllureFigures
{
    public const string MediaType = "text/csv";

    public static string Csv(CaseVerdict verdict) =>
        string.Concat(
            verdict
                .Metrics.Select(metric =>
                    Line([
                        metric.Name,
                        UnitScale.Quantity(metric.Baseline, metric.Unit),
                        UnitScale.Quantity(metric.Ebpf, metric.Unit),
                        OverheadText.WithInterval(metric),
                        OverheadText.Size(metric.BudgetPercent),
                        OverheadText.Measured(metric.NoiseFloorPercent),
                    ])
                )
                .Prepend(Line(["metric", "baseline", "ebpf", "overhead", "budget", "noise floor"]))
        );

    // Not CsvCell: no cell has a comma, and its guard against formulas would show before each plus
    private static string Line(IEnumerable<string> cells) => $"{string.Join(',', cells)}\n";
}
