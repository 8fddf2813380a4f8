using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Finds the baseline runs of earlier sessions that may stand for those of a case.</summary>
internal sealed class StoredBaselineSearch(CaseStore store, Thresholds thresholds, TimeProvider time)
{
    /// <returns>Null when baselines are measured between the tool runs: by choice, or because too few runs match.</returns>
    public async Task<StoredBaseline?> FindAsync(
        PerfCase perfCase,
        CaseConditions conditions,
        ICaseLog log,
        CancellationToken cancellationToken
    )
    {
        if (perfCase.Arm == Arm.Baseline || thresholds.Baseline != BaselinePolicy.Stored)
            return null;
        var rule = thresholds.StoredBaseline;
        var match = await new BaselineMatching(store, time).FindAsync(
            CaseAddress.Parse(perfCase.BaselineName),
            RunDescription.Conditions(perfCase, Arm.Baseline),
            conditions.Fingerprint,
            time.GetUtcNow(),
            rule.MaxAge,
            cancellationToken
        );
        if (match.Runs.Count < rule.MinRuns)
        {
            log.Line(
                $"stored baseline: {match.Runs.Count} runs match, {rule.MinRuns} needed"
                    + (match.Rejected is [var first, ..] ? $" ({first.Folder}: {first.Reason})" : "")
                    + "; baselines are measured between the tool runs"
            );
            return null;
        }
        var stored = new StoredBaseline
        {
            Runs = [.. match.Runs.Select(run => new StoredRun(run.Folder, run.Execution.StartTime, run.Metrics))],
        };
        await store.WriteStoredBaselineAsync(perfCase.Name, stored, cancellationToken);
        log.Line(
            $"stored baseline: {stored.Runs.Count} runs from {stored.Runs[^1].StartTime.UtcDateTime:yyyy-MM-dd HH:mm} to "
                + $"{stored.Runs[0].StartTime.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
        );
        return stored;
    }
}
