using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Makes the rounds of one case: interleaved ones, or tool runs against a stored baseline with sentinels among them.</summary>
/// <param name="conditions">What must not change: a round in which it did is dropped.</param>
/// <param name="change">A known change to make around every middle run of interleaved rounds; null for none.</param>
internal sealed class CaseRounds(
    IRunExecutor executor,
    CaseConditions conditions,
    CaseStore store,
    PerfCase perfCase,
    ICaseLog log,
    IInjectedChange? change = null
)
{
    private string? _hostsChanged;

    /// <summary>Baseline, middle, baseline; the first one is the last one of the round before when that one was good.</summary>
    public Task<FinishedRound> InterleavedAsync(CaseEvidence evidence, RunOutcome? before, CancellationToken cancellationToken) =>
        UnderSameConditionsAsync(() => InterleaveAsync(evidence, before, cancellationToken));

    /// <summary>A tool run that is compared with a stored baseline.</summary>
    public Task<FinishedRound> AgainstStoredAsync(CaseEvidence evidence, CancellationToken cancellationToken) =>
        UnderSameConditionsAsync(() => AloneAsync(evidence, cancellationToken));

    /// <summary>A baseline run that shows whether the host is still what it was when the stored ones were made.</summary>
    public async Task<CaseEvidence> SentinelAsync(CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var run = await RunAsync(Arm.Baseline, $"sentinel {evidence.Stored!.Sentinels.Count + 1}", cancellationToken);
        if (!run.IsGood)
        {
            var dropped = FinishedRound
                .DroppedFor(RoundPart.BaselineBefore, $"sentinel run: {run.Error}", evidence.Rounds.Count + 1, run)
                .Record;
            evidence = evidence with { Rounds = [.. evidence.Rounds, dropped] };
            await store.WriteRoundsAsync(perfCase.Name, evidence.Rounds, cancellationToken);
            return evidence;
        }
        var sentinel = new SentinelRun(evidence.ValidRounds.Count, run.Record.Folder, run.Record.Execution.StartTime, run.Record.Metrics);
        var stored = evidence.Stored with { Sentinels = [.. evidence.Stored.Sentinels, sentinel] };
        await store.WriteStoredBaselineAsync(perfCase.Name, stored, cancellationToken);
        return evidence with { Stored = stored };
    }

    private async Task<FinishedRound> UnderSameConditionsAsync(Func<Task<FinishedRound>> make)
    {
        _hostsChanged = null;
        var round = await make();
        return _hostsChanged is { } because ? round.DroppedFor(because) : round;
    }

    private async Task<FinishedRound> InterleaveAsync(CaseEvidence evidence, RunOutcome? before, CancellationToken cancellationToken)
    {
        var number = evidence.Rounds.Count + 1;
        before ??= await RunAsync(Arm.Baseline, $"round {number}: baseline before", cancellationToken);
        if (!before.IsGood)
            return FinishedRound.DroppedFor(RoundPart.BaselineBefore, $"baseline run before: {before.Error}", number, before);
        var middleName = perfCase.Arm == Arm.Ebpf ? "with the tool" : "baseline in the middle";
        var middle = await MiddleAsync($"round {number}: {middleName}", cancellationToken);
        if (!middle.IsGood)
            return FinishedRound.DroppedFor(
                RoundPart.Middle,
                $"{(perfCase.Arm == Arm.Ebpf ? "tool run" : "baseline run in the middle")}: {middle.Error}",
                number,
                before,
                middle
            );
        if (evidence.Exposure is { } proven && ExposureProof.MissingPart(proven, middle) is { } missing)
            return FinishedRound.DroppedFor(RoundPart.Middle, missing, number, before, middle);
        var after = await RunAsync(Arm.Baseline, $"round {number}: baseline after", cancellationToken);
        if (!after.IsGood)
            return FinishedRound.DroppedFor(RoundPart.BaselineAfter, $"baseline run after: {after.Error}", number, before, middle, after);
        return
            RoundRules.Breach([.. new[] { before, middle, after }.Select(run => run.Validity).OfType<RunValidity>()], executor.Validity)
                is { } difference
            ? FinishedRound.DroppedFor(difference, number, before, middle, after)
            : FinishedRound.Valid(number, before, middle, after);
    }

    private async Task<FinishedRound> AloneAsync(CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var number = evidence.Rounds.Count + 1;
        var middle = await RunAsync(Arm.Ebpf, $"round {number}: with the tool", cancellationToken);
        var problem = middle.Error ?? (evidence.Exposure is { } proven ? ExposureProof.MissingPart(proven, middle) : null);
        return FinishedRound.Alone(number, middle, middle.IsGood ? problem : problem ?? "the run failed");
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
            foreach (var note in outcome.Notes)
                log.Line(note);
            log.Completed(outcome.Record, Path.Combine(store.Tree.Root, outcome.Record.Folder));
            // After every run, not once a round: what the look leaves behind on the hosts must lie before the runs of both arms.
            _hostsChanged ??= await conditions.ChangeAsync(cancellationToken);
            return outcome;
        }
    }
}
