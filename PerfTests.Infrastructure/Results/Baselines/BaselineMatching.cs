using System.Text.Json;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>Finds the baseline runs of a result tree that a tool's run may be compared with.</summary>
internal sealed class BaselineMatching(CaseStore store, TimeProvider time)
{
    /// <summary>The baseline runs under the same conditions and with the same fingerprint as a run.</summary>
    /// <param name="runFolder">Folder of the run relative to <c>result/</c>.</param>
    /// <param name="maxAge">How far in time a baseline may be from the run, before or after it.</param>
    /// <exception cref="JsonException">The run's own files cannot be understood.</exception>
    /// <exception cref="IOException">The run's own files cannot be read.</exception>
    public async Task<BaselineMatch> FindMatchingBaselineAsync(string runFolder, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        var run = await store.ReadRunAsync(runFolder, cancellationToken);
        var fingerprint = await store.ReadFingerprintOfAsync(runFolder, cancellationToken);
        var address = CaseAddress.Parse(runFolder[..Math.Max(0, runFolder.LastIndexOf('/'))]);
        return await FindAsync(address.Baseline, run.TestCase, fingerprint, run.Execution.StartTime, maxAge, cancellationToken);
    }

    /// <summary>The baseline runs that a measurement at a given time may be compared with.</summary>
    public async Task<BaselineMatch> FindAsync(
        CaseAddress baseline,
        RunConditions conditions,
        Fingerprint fingerprint,
        DateTimeOffset at,
        TimeSpan maxAge,
        CancellationToken cancellationToken
    )
    {
        var found = new List<(DateTimeOffset Start, RunRecord? Run, RejectedBaseline? Rejected)>();
        foreach (var folder in store.Tree.Runs(baseline.Name))
        {
            try
            {
                var run = await store.ReadRunAsync(folder, cancellationToken);
                var reasons = Reasons(run, conditions, at, maxAge)
                    .Concat(fingerprint.Differences(await store.ReadFingerprintOfAsync(folder, cancellationToken)).Select(Told))
                    .ToList();
                found.Add(
                    (run.Execution.StartTime, run, reasons.Count == 0 ? null : new RejectedBaseline(folder, string.Join("; ", reasons)))
                );
            }
            catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
            {
                found.Add((DateTimeOffset.MinValue, null, new RejectedBaseline(folder, $"unreadable file: {exception.Message}")));
            }
        }
        var newestFirst = found
            .OrderByDescending(candidate => candidate.Start)
            .ThenByDescending(candidate => candidate.Run?.Folder, StringComparer.Ordinal)
            .ToList();
        return new BaselineMatch
        {
            Baseline = baseline.Name,
            Runs = [.. newestFirst.Where(candidate => candidate.Rejected is null).Select(candidate => candidate.Run!)],
            Rejected = [.. newestFirst.Select(candidate => candidate.Rejected).OfType<RejectedBaseline>()],
        };
    }

    private IEnumerable<string> Reasons(RunRecord run, RunConditions conditions, DateTimeOffset at, TimeSpan maxAge)
    {
        var (start, execution) = (run.Execution.StartTime, run.Execution);
        if (run.TestCase.EbpfTool is { } tool)
            yield return $"a tool ran in it: {tool}";
        if (execution.Status != RunStatus.Success)
            yield return $"failed run: {execution.Error ?? execution.Status.ToString()}";
        if (execution.Purpose != RunPurpose.Measurement)
            yield return "not a measurement: programs were counted in it";
        if (run.Metrics.Count == 0 && execution.Status == RunStatus.Success)
            yield return "no figures";
        if (!run.Folder.Contains($"/{ResultTree.RunName(start)}", StringComparison.Ordinal))
            yield return $"its start_time {start.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC is not that of its folder";
        if (start > time.GetUtcNow())
            yield return "from the future: correct the clock, or remove it";
        if ((at - start).Duration() > maxAge)
            yield return $"{(start < at ? "older" : "later")} by {(at - start).Duration().TotalHours:0.#} h, {maxAge.TotalHours:0.#} h "
                + $"allowed";
        foreach (var difference in conditions.Differences(run.TestCase))
            yield return Told(difference);
    }

    // The candidate first, as one reads "that baseline was 6.1, this run is 6.18".
    private static string Told(FingerprintDifference difference) =>
        new FingerprintDifference(difference.Fact, difference.There, difference.Here).ToString();
}
