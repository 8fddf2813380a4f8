using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Iperf3;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>Reads what reports show of cases beyond their verdicts: commands, and the raw output of loads from moment to moment.</summary>
internal static class CaseDetails
{
    /// <summary>Runs of each arm whose raw output is read; the medians of more look the same, and a large tree would take long.</summary>
    private const int MostRuns = 12;

    /// <returns>By case name.</returns>
    public static async Task<IReadOnlyDictionary<string, CaseDetail>> ReadAsync(
        ResultReading reading,
        ResultTree tree,
        CancellationToken cancellationToken
    )
    {
        var details = new Dictionary<string, CaseDetail>(StringComparer.Ordinal);
        foreach (var result in reading.Cases)
            details[result.Verdict.Case] = await ReadAsync(result, reading, tree, cancellationToken);
        return details;
    }

    private static async Task<CaseDetail> ReadAsync(
        CaseResult result,
        ResultReading reading,
        ResultTree tree,
        CancellationToken cancellationToken
    )
    {
        var valid = result.Rounds.Where(round => round.DroppedBecause is null).ToList();
        var baselines = reading.RunsIn(valid.SelectMany(round => round.Baseline).Distinct());
        var middles = reading.RunsIn(valid.SelectMany(round => round.Middle));
        var named = result.Rounds.SelectMany(round => round.Runs);
        return new CaseDetail
        {
            BaselineRun = baselines is [.., var last] ? last : null,
            MiddleRun = middles is [.., var middle] ? middle : null,
            Folders = named.Where(reading.Runs.ContainsKey).ToHashSet(StringComparer.Ordinal),
            Course = RateCourse.Of(await IntervalsAsync(baselines), await IntervalsAsync(middles)),
        };

        async Task<List<IReadOnlyList<LoadInterval>[]>> IntervalsAsync(IReadOnlyList<RunRecord> runs)
        {
            var intervals = new List<IReadOnlyList<LoadInterval>[]>();
            foreach (var run in runs.Take(MostRuns))
                intervals.Add(await StreamsAsync(tree, run, cancellationToken));
            return intervals;
        }
    }

    private static async Task<IReadOnlyList<LoadInterval>[]> StreamsAsync(
        ResultTree tree,
        RunRecord run,
        CancellationToken cancellationToken
    )
    {
        var folder = Path.Combine(tree.Root, run.Folder, RunFolder.ClientResults);
        if (!Directory.Exists(folder) || TreeFile.IsLink(folder))
            return [];
        var streams = new List<IReadOnlyList<LoadInterval>>();
        foreach (var file in Directory.EnumerateFiles(folder, "stream_*.json").Order(StringComparer.Ordinal))
            streams.Add(await ReadAsync(tree, Path.GetRelativePath(tree.Root, file), cancellationToken));
        return [.. streams];
    }

    /// <remarks>
    /// A raw file that cannot be read costs its run a place in a chart, not the reader the report; the verdict does not come from here.
    /// </remarks>
    private static async Task<IReadOnlyList<LoadInterval>> ReadAsync(ResultTree tree, string file, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(TreeFile.OpenRead(tree.Root, file));
            return Iperf3Series.Read(await reader.ReadToEndAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
