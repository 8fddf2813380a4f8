using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Execution.Calibration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Makes the rounds of one case: interleaved ones, or tool runs against a stored baseline with sentinels among them.</summary>
/// <param name="change">A known change to make around every middle run of interleaved rounds; null for none.</param>
internal sealed class CaseRounds(RunExecutor executor, CaseStore store, PerfCase perfCase, ICaseLog log, IInjectedChange? change = null)
{
    /// <summary>Baseline, middle, baseline; the first one is the last one of the round before when that one was good.</summary>
    public async Task<FinishedRound> InterleavedAsync(CaseEvidence evidence, RunOutcome? before, CancellationToken cancellationToken)
    {
        var number = evidence.Rounds.Count + 1;
        before ??= await RunAsync(Arm.Baseline, $"round {number}: baseline before", cancellationToken);
        if (!before.IsGood)
            return FinishedRound.Dropped(number, before, null, null, $"baseline run: {before.Error}");
        var middleName = perfCase.Arm == Arm.Ebpf ? "with the tool" : "baseline in the middle";
        var middle = await MiddleAsync($"round {number}: {middleName}", cancellationToken);
        if (!middle.IsGood)
            return FinishedRound.Dropped(number, before, middle, null, middle.Error!);
        if (evidence.Exposure is { } proven && ExposureProof.MissingPart(proven, middle) is { } missing)
            return FinishedRound.Dropped(number, before, middle, null, missing);
        var after = await RunAsync(Arm.Baseline, $"round {number}: baseline after", cancellationToken);
        return after.IsGood
            ? FinishedRound.Valid(number, before, middle, after)
            : FinishedRound.Dropped(number, before, middle, after, $"baseline run: {after.Error}");
    }

    /// <summary>A tool run that is compared with a stored baseline.</summary>
    public async Task<FinishedRound> AgainstStoredAsync(CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var number = evidence.Rounds.Count + 1;
        var middle = await RunAsync(Arm.Ebpf, $"round {number}: with the tool", cancellationToken);
        var problem = middle.Error ?? (evidence.Exposure is { } proven ? ExposureProof.MissingPart(proven, middle) : null);
        return FinishedRound.Alone(number, middle, middle.IsGood ? problem : problem ?? "the run failed");
    }

    /// <summary>A baseline run that shows whether the host is still what it was when the stored ones were made.</summary>
    public async Task<CaseEvidence> SentinelAsync(CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var run = await RunAsync(Arm.Baseline, $"sentinel {evidence.Stored!.Sentinels.Count + 1}", cancellationToken);
        if (!run.IsGood)
        {
            var dropped = FinishedRound.Dropped(evidence.Rounds.Count + 1, run, null, null, $"sentinel run: {run.Error}").Record;
            evidence = evidence with { Rounds = [.. evidence.Rounds, dropped] };
            await store.WriteRoundsAsync(perfCase.Name, evidence.Rounds, cancellationToken);
            return evidence;
        }
        var sentinel = new SentinelRun(evidence.ValidRounds.Count, run.Record.Folder, run.Record.Execution.StartTime, run.Record.Metrics);
        var stored = evidence.Stored with { Sentinels = [.. evidence.Stored.Sentinels, sentinel] };
        await store.WriteStoredBaselineAsync(perfCase.Name, stored, cancellationToken);
        return evidence with { Stored = stored };
    }

    private async Task<RunOutcome> MiddleAsync(string step, CancellationToken cancellationToken)
    {
        if (change is null)
            return await RunAsync(perfCase.Arm, step, cancellationToken);
        try
        {
            await change.ApplyAsync(cancellationToken);
            return await RunAsync(perfCase.Arm, step, cancellationToken);
        }
        finally
        {
            await change.UndoAsync();
        }
    }

    private async Task<RunOutcome> RunAsync(Arm arm, string step, CancellationToken cancellationToken)
    {
        using (log.BeginStep(step))
        {
            var outcome = await executor.ExecuteAsync(perfCase, arm, RunPurpose.Measurement, cancellationToken);
            log.Completed(outcome.Record, Path.Combine(store.Tree.Root, outcome.Record.Folder));
            return outcome;
        }
    }
}
