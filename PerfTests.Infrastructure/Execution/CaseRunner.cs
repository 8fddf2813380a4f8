using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Runs one case to its verdict: exposure first, then interleaved rounds until a look at the data decides.</summary>
internal sealed class CaseRunner(RunExecutor executor, CaseStore store, Thresholds thresholds, TimeProvider time)
{
    /// <param name="budgets">Budgets of the case, in percent by metric name; empty for a baseline case.</param>
    /// <param name="dependentBudgets">For a baseline case: budgets of the tool cases with its conditions.</param>
    /// <returns>The verdict, which is also in the result tree.</returns>
    public async Task<CaseVerdict> RunAsync(
        PerfCase perfCase, IReadOnlyDictionary<string, double> budgets, IReadOnlyList<CaseBudget> dependentBudgets, ICaseLog log,
        CancellationToken cancellationToken)
    {
        var evidence = new CaseEvidence
        {
            Case = perfCase.Name,
            TestType = perfCase.Workload.Type,
            IsBaseline = perfCase.Arm == Arm.Baseline,
            BudgetPercent = budgets,
            DependentBudgets = dependentBudgets,
            CappedAt = perfCase.Workload is { Type: not TestType.Latency, TargetBandwidth: not "0" } capped ? capped.TargetBandwidth : null,
            Rounds = [],
        };
        try
        {
            await store.BeginAsync(perfCase.Name, cancellationToken);
            if (perfCase.Arm == Arm.Ebpf)
            {
                var proof = await ExposureProof.MakeAsync(executor, perfCase, log, cancellationToken);
                evidence = evidence with { Exposure = proof.Record, ExposureProblems = proof.Problems };
                perfCase = Expecting(perfCase, proof.ReadyPrograms);
            }
            RunOutcome? before = null;
            while (CaseJudge.NextLook(evidence, thresholds) is not null)
            {
                var round = await RoundAsync(perfCase, evidence, before, log, cancellationToken);
                before = round.LastBaseline;
                evidence = evidence with
                {
                    Rounds = [.. evidence.Rounds, round.Record],
                    ExposureProblems = round.ToolProblem is { } problem ? [.. evidence.ExposureProblems, problem] : evidence.ExposureProblems,
                };
                await store.WriteRoundsAsync(perfCase.Name, evidence.Rounds, cancellationToken);
                log.Line($"round {evidence.Rounds.Count}: {Told(evidence)}");
            }
            return await FinishAsync(perfCase, evidence);
        }
        catch (OperationCanceledException)
        {
            // What was measured is kept and judged as it is: cut short, which never passes by accident.
            await FinishAsync(perfCase, evidence with { CutShort = true });
            throw;
        }
    }

    private static PerfCase Expecting(PerfCase perfCase, IReadOnlyDictionary<string, int> programs) =>
        perfCase.Tool is not { } tool ? perfCase : perfCase with { Tool = tool with { ReadyPrograms = programs } };

    private string Told(CaseEvidence evidence) =>
        evidence.Rounds[^1].DroppedBecause is { } because ? $"dropped: {because}" : VerdictSentence.SoFar(evidence, thresholds);

    private async Task<CaseVerdict> FinishAsync(PerfCase perfCase, CaseEvidence evidence)
    {
        var verdict = CaseJudge.Judge(evidence, thresholds, time.GetUtcNow());
        await store.WriteRoundsAsync(perfCase.Name, evidence.Rounds, CancellationToken.None);
        await store.WriteVerdictAsync(verdict, CancellationToken.None);
        var summaries = new SummaryChain(store);
        await summaries.WriteCaseAsync(perfCase.Name, CancellationToken.None);
        if (perfCase.Arm == Arm.Ebpf)
            await summaries.WriteCaseAsync(perfCase.BaselineName, CancellationToken.None);
        return verdict;
    }

    /// <summary>Baseline, middle, baseline; the first one is the last one of the round before when that one was good.</summary>
    private async Task<FinishedRound> RoundAsync(
        PerfCase perfCase, CaseEvidence evidence, RunOutcome? before, ICaseLog log, CancellationToken cancellationToken)
    {
        var number = evidence.Rounds.Count + 1;
        before ??= await RunAsync(perfCase, Arm.Baseline, $"round {number}: baseline before", log, cancellationToken);
        if (!before.IsGood)
            return FinishedRound.Dropped(number, before, null, null, $"baseline run: {before.Error}");
        var middleName = perfCase.Arm == Arm.Ebpf ? "with the tool" : "baseline in the middle";
        var middle = await RunAsync(perfCase, perfCase.Arm, $"round {number}: {middleName}", log, cancellationToken);
        if (!middle.IsGood)
            return FinishedRound.Dropped(number, before, middle, null, middle.Error!);
        if (evidence.Exposure is { } proven && ExposureProof.MissingPart(proven, middle) is { } missing)
            return FinishedRound.Dropped(number, before, middle, null, missing);
        var after = await RunAsync(perfCase, Arm.Baseline, $"round {number}: baseline after", log, cancellationToken);
        return after.IsGood
            ? FinishedRound.Valid(number, before, middle, after)
            : FinishedRound.Dropped(number, before, middle, after, $"baseline run: {after.Error}");
    }

    private async Task<RunOutcome> RunAsync(PerfCase perfCase, Arm arm, string step, ICaseLog log, CancellationToken cancellationToken)
    {
        using (log.BeginStep(step))
        {
            var outcome = await executor.ExecuteAsync(perfCase, arm, RunPurpose.Measurement, cancellationToken);
            log.Completed(outcome.Record, Path.Combine(store.Tree.Root, outcome.Record.Folder));
            return outcome;
        }
    }
}
