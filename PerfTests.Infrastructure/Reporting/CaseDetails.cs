using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Results;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Iperf3;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>Reads what reports show of cases beyond their verdicts: commands, and the raw output of loads from moment to moment.</summary>
internal static class CaseDetails
{
    /// <summary>Runs of each arm whose raw output is read; the medians of more look the same, and a large tree would take long.</summary>
    private const int MostRuns = 12;

    /// <summary>A longer raw file is not that of a load which a page could show.</summary>
    private const long LongestFile = 8 * 1024 * 1024;

    /// <returns>By case name.</returns>
    public static async Task<IReadOnlyDictionary<string, CaseDetail>> ReadAsync(ResultReading reading, ResultTree tree, CancellationToken cancellationToken)
    {
        var details = new Dictionary<string, CaseDetail>(StringComparer.Ordinal);
        foreach (var result in reading.Cases)
            details[result.Verdict.Case] = await ReadAsync(result, reading, tree, cancellationToken);
        return details;
    }

    private static async Task<CaseDetail> ReadAsync(CaseResult result, ResultReading reading, ResultTree tree, CancellationToken cancellationToken)
    {
        var valid = result.Rounds.Where(round => round.DroppedBecause is null).ToList();
        var baselines = reading.RunsIn(valid.SelectMany(round => new[] { round.BaselineBefore, round.BaselineAfter }).OfType<string>().Distinct());
        var middles = reading.RunsIn(valid.Select(round => round.Middle).OfType<string>());
        var named = result.Rounds.SelectMany(round => new[] { round.BaselineBefore, round.Middle, round.BaselineAfter }).OfType<string>();
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

    private static async Task<IReadOnlyList<LoadInterval>[]> StreamsAsync(ResultTree tree, RunRecord run, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(tree.Root, run.Folder, RunFolder.ClientResults);
        if (!Directory.Exists(folder))
            return [];
        var streams = new List<IReadOnlyList<LoadInterval>>();
        foreach (var file in Directory.EnumerateFiles(folder, "stream_*.json").Where(file => new FileInfo(file).Length <= LongestFile).Order(StringComparer.Ordinal))
            streams.Add(await ReadAsync(file, cancellationToken));
        return [.. streams];
    }

    /// <remarks>A raw file that cannot be read costs its run a place in a chart, not the reader the report; the verdict does not come from here.</remarks>
    private static async Task<IReadOnlyList<LoadInterval>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return Iperf3Series.Read(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
