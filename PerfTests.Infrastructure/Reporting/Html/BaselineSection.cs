using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>What the A/A cases say about the environments: the smallest overhead that each workload could have shown.</summary>
internal static class BaselineSection
{
    public static void Write(MarkupWriter page, IReadOnlyList<AnchoredCase> baselines, IReadOnlyList<AnchoredCase> tools)
    {
        if (baselines.Count == 0)
            return;
        page.Write($"<h2>What this environment can show</h2>\n<p class=\"note\">Baselines compared with each other, without any tool. ");
        page.Write(
            $"The noise floor is the smallest overhead that such a comparison can tell from none; a budget below it cannot be kept or "
                + $"broken visibly.</p>\n"
        );
        WriteTooSmallBudgets(page, tools);
        page.Write(
            $"<div class=\"scroll\"><table class=\"baselines\"><thead><tr><th>Workload<th>Verdict<th>Metric<th>Baseline<th>Overhead, "
                + $"A/A<th>Rounds (dropped)"
        );
        page.Write($"<th>Drift over the case<th>Spread of a run<th>Spread of a round<th>Noise floor<th>Smallest budget</thead><tbody>\n");
        foreach (var each in baselines.OrderBy(each => each.Case.Name, StringComparer.Ordinal))
            WriteRows(page, each);
        page.Write($"</tbody></table></div>\n");
    }

    private static void WriteTooSmallBudgets(MarkupWriter page, IReadOnlyList<AnchoredCase> tools)
    {
        foreach (var each in tools.Where(each => each.Case.BudgetIsUnderNoiseFloor))
        {
            page.Write(
                $"<p class=\"warning\">⚠ <a href=\"#{each.Anchor}\">{each.Case.Workload}</a>, {each.Case.ToolName} on "
                    + $"{each.Case.Result.Environment}: "
            );
            page.Write($"the budget of {OverheadText.Size(each.Case.Leading?.BudgetPercent)} is under the noise floor of ");
            page.Write($"{OverheadText.Measured(each.Case.NoiseFloorPercent)} that its own baselines show.</p>\n");
        }
    }

    private static void WriteRows(MarkupWriter page, AnchoredCase anchored)
    {
        var (reported, verdict) = (anchored.Case, anchored.Case.Result.Verdict);
        page.Write($"<tr><td><a href=\"#{anchored.Anchor}\">")
            .WriteName(reported.Workload)
            .Write($"</a><small>{reported.Result.Environment}</small><td>");
        Badge.Write(page, reported.Verdict);
        var noises = BaselineNoise.Shown(verdict);
        WriteMetric(
            page,
            reported,
            reported.Leading,
            noises.FirstOrDefault(noise => noise.Name == reported.Leading?.Name),
            verdict.NoiseFloorPercent
        );
        foreach (var noise in noises.Where(noise => noise.Name != reported.Leading?.Name))
        {
            page.Write($"<tr><td><td>");
            WriteMetric(
                page,
                reported,
                verdict.Metrics.FirstOrDefault(metric => metric.Name == noise.Name),
                noise,
                noise.SmallestOverheadPercent
            );
        }
    }

    private static void WriteMetric(MarkupWriter page, ReportedCase reported, MetricVerdict? metric, MetricNoise? noise, double? floor)
    {
        page.Write(
            $"<td>{(metric is null ? UnitScale.Missing : OverheadText.TitleOf(metric))}"
                + $"<td>{UnitScale.Quantity(metric?.Baseline, metric?.Unit ?? "")}"
        );
        page.Write($"<td>{OverheadText.WithInterval(metric)}<td>{reported.Rounds}");
        page.Write(
            $"<td>{OverheadText.WithBounds(noise?.DriftPercent, noise?.DriftLowPercent, noise?.DriftHighPercent)}"
                + $"<td>{OverheadText.Measured(noise?.RunSpreadPercent)}"
        );
        page.Write(
            $"<td>{OverheadText.Measured(noise?.RoundSpreadPercent)}<td>{OverheadText.Measured(floor)}"
                + $"{(noise is null ? "" : $" with {noise.Rounds} rounds")}"
        );
        page.Write($"<td>{OverheadText.Size(noise?.SmallestBudgetPercent)}{(noise?.SmallestBudgetPercent < floor ? " ⚠" : "")}\n");
    }
}
