using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Resources;

/// <summary>What hosts and tool used in both arms of some cases, by group.</summary>
internal static class ResourceOverhead
{
    public static IReadOnlyDictionary<string, ResourceGroup> Of(IReadOnlyList<CaseResult> cases, ResultReading reading)
    {
        var runs = cases.Select(CaseRuns.Of).ToList();
        var baseline = Readings(runs.SelectMany(each => each.Baseline), cases.Select(each => SampledBaseline(each, reading)), reading);
        var ebpf = Readings(runs.SelectMany(each => each.Middle), cases.Select(each => each.Verdict.Exposure?.Run), reading);
        return ResourceReading.Groups.ToDictionary(
            group => group,
            group => Group([.. baseline.Where(each => each.Group == group)], [.. ebpf.Where(each => each.Group == group)])
        );
    }

    /// <summary>What the rounds tell, and of what they do not tell, what runs that sampled the hosts do.</summary>
    private static List<ResourceReading> Readings(IEnumerable<string> rounds, IEnumerable<string?> sampled, ResultReading reading)
    {
        var told = Of(rounds, reading);
        var quantities = told.Select(each => (each.Of, each.Quantity)).ToHashSet();
        return [.. told, .. Of(sampled.OfType<string>(), reading).Where(each => !quantities.Contains((each.Of, each.Quantity)))];
    }

    private static List<ResourceReading> Of(IEnumerable<string> folders, ResultReading reading) =>
        [
            .. folders
                .Distinct()
                .Where(reading.Runs.ContainsKey)
                .SelectMany(folder => ResourceReading.OfRun(reading.Runs[folder], reading.Monitoring.GetValueOrDefault(folder))),
        ];

    /// <summary>The last good resource run of the baseline case with the same conditions.</summary>
    private static string? SampledBaseline(CaseResult result, ResultReading reading)
    {
        var folder = $"{CaseAddress.Parse(result.Verdict.Case).Baseline}/";
        return reading
            .Runs.Values.Where(run => run.Execution is { Purpose: RunPurpose.Resources, Status: RunStatus.Success })
            .Where(run => run.Folder.StartsWith(folder, StringComparison.Ordinal))
            .MaxBy(run => run.Execution.StartTime)
            ?.Folder;
    }

    private static ResourceGroup Group(List<ResourceReading> baseline, List<ResourceReading> ebpf)
    {
        var figures = baseline
            .Concat(ebpf)
            .Select(each => (each.Of, each.Quantity, each.Unit))
            .Distinct()
            .Select(key =>
            {
                var (without, with) = (Values(baseline, key.Of, key.Quantity), Values(ebpf, key.Of, key.Quantity));
                return new ResourceFigure
                {
                    Of = key.Of,
                    Quantity = key.Quantity,
                    Unit = key.Unit,
                    Baseline = without.Count == 0 ? null : ArithmeticMean.Of(without),
                    Ebpf = with.Count == 0 ? null : ArithmeticMean.Of(with),
                    BaselineRuns = without.Count,
                    EbpfRuns = with.Count,
                };
            })
            .ToList();
        return new(figures.Count == 0 ? ResourceGroup.NotMeasured : ResourceGroup.Measured, figures);
    }

    private static List<double> Values(List<ResourceReading> readings, string of, string quantity) =>
        [.. readings.Where(each => each.Of == of && each.Quantity == quantity).Select(each => each.Value)];
}
