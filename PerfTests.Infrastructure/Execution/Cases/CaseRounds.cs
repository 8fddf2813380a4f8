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
/// <param name="change">A known change to make around the runs in the middle of interleaved rounds; null for none.</param>
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

    /// <summary>Baseline, twice the middle, baseline: what comes with the place of a run strikes both arms alike.</summary>
    public Task<FinishedRound> InterleavedAsync(CaseEvidence evidence, CancellationToken cancellationToken) =>
        UnderSameConditionsAsync(() => InterleaveAsync(evidence, cancellationToken));

    /// <summary>A tool run that is compared with a stored baseline.</summary>
    public Task<FinishedRound> AgainstStoredAsync(CaseEvidence evidence, CancellationToken cancellationToken) =>
        UnderSameConditionsAsync(() => AloneAsync(evidence, cancellationToken));

    /// <summary>A baseline run that shows whether the host is still what it was when the stored ones were made.</summary>
    public async Task<CaseEvidence> SentinelAsync(CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var run = await RunAsync(Arm.Baseline, $"sentinel {evidence.Stored!.Sentinels.Count + 1}", cancellationToken);
        if (!run.IsGood)
        {
            var runs = RoundRuns.None.WithBaseline(run);
            var number = evidence.Rounds.Count + 1;
            var dropped = FinishedRound.DroppedFor(RoundPart.BaselineBefore, $"sentinel run: {run.Error}", number, runs, run);
            evidence = evidence with { Rounds = [.. evidence.Rounds, dropped.Record] };
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

    private async Task<FinishedRound> InterleaveAsync(CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var number = evidence.Rounds.Count + 1;
        var before = await RunAsync(Arm.Baseline, $"round {number}: baseline before", cancellationToken);
        var runs = RoundRuns.None.WithBaseline(before);
        if (!before.IsGood)
            return Dropped(RoundPart.BaselineBefore, $"baseline run before: {before.Error}", before);
        runs = await WithMiddleAsync(number, runs, cancellationToken);
        foreach (var middle in runs.Middle)
            if (ProblemOf(middle, evidence) is { } problem)
                return Dropped(RoundPart.Middle, problem, middle);
        var after = await RunAsync(Arm.Baseline, $"round {number}: baseline after", cancellationToken);
        runs = runs.WithBaseline(after);
        if (!after.IsGood)
            return Dropped(RoundPart.BaselineAfter, $"baseline run after: {after.Error}", after);
        return RoundRules.Breach(runs.Validity, executor.Validity) is { } difference
            ? FinishedRound.DroppedFor(difference, number, runs)
            : FinishedRound.Valid(number, runs);

        FinishedRound Dropped(RoundPart part, string because, RunOutcome run) => FinishedRound.DroppedFor(part, because, number, runs, run);
    }

    private async Task<FinishedRound> AloneAsync(CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var number = evidence.Rounds.Count + 1;
        var middle = await RunAsync(Arm.Ebpf, $"round {number}: with the tool", cancellationToken);
        var runs = RoundRuns.None.WithMiddle(middle);
        return ProblemOf(middle, evidence) is { } problem
            ? FinishedRound.DroppedFor(RoundPart.Middle, problem, number, runs, middle)
            : FinishedRound.Valid(number, runs);
    }

    private string? ProblemOf(RunOutcome middle, CaseEvidence evidence) =>
        !middle.IsGood ? $"{(perfCase.Arm == Arm.Ebpf ? "tool run" : "baseline run in the middle")}: {middle.Error}"
        : evidence.Exposure is { } proven ? ExposureProof.MissingPart(proven, middle)
        : null;

    private async Task<RoundRuns> WithMiddleAsync(int number, RoundRuns runs, CancellationToken cancellationToken)
    {
        await using var tool = perfCase.Arm == Arm.Ebpf ? executor.KeepTool(perfCase) : null;
        try
        {
            if (change is not null)
                await change.ApplyAsync(cancellationToken);
            while (runs.Middle.Count < RoundShape.MiddleRuns && runs.Middle.All(run => run.IsGood))
            {
                var isLast = runs.Middle.Count == RoundShape.MiddleRuns - 1;
                runs = runs.WithMiddle(
                    tool is null
                        ? await RunAsync(Arm.Baseline, $"round {number}: baseline in the middle", cancellationToken)
                        : await TakeAsync(
                            $"round {number}: with the tool{(isLast ? ", again" : "")}",
                            () => tool.RunAsync(isLast, cancellationToken),
                            keepsTool: !isLast,
                            cancellationToken
                        )
                );
            }
            return runs;
        }
        finally
        {
            if (change is not null)
                await change.UndoAsync();
        }
    }

    private Task<RunOutcome> RunAsync(Arm arm, string step, CancellationToken cancellationToken) =>
        TakeAsync(
            step,
            () => executor.ExecuteAsync(perfCase, arm, RunPurpose.Measurement, cancellationToken),
            keepsTool: false,
            cancellationToken
        );

    private async Task<RunOutcome> TakeAsync(string step, Func<Task<RunOutcome>> run, bool keepsTool, CancellationToken cancellationToken)
    {
        using (log.BeginStep(step))
        {
            var outcome = await run();
            foreach (var note in outcome.Notes)
                log.Line(note);
            log.Completed(outcome.Record, Path.Combine(store.Tree.Root, outcome.Record.Folder));
            // After every run, not once a round: what the look leaves behind on the hosts must lie before the runs of both arms.
            _hostsChanged ??= await conditions.ChangeAsync(isToolRunning: keepsTool && outcome.IsGood, cancellationToken);
            return outcome;
        }
    }
}
