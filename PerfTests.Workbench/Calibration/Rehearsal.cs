using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Workbench.Calibration;

/// <summary>
/// Tries the whole measurement on a truth that is known: rounds of baseline runs alone, judged as though the runs in the middle
/// had been a tool's. Without a change between them the true overhead is zero.
/// </summary>
/// <param name="budgets">Budgets to judge by, in percent by metric name.</param>
internal sealed class Rehearsal(TestSession session, Thresholds thresholds, IReadOnlyDictionary<string, double> budgets)
{
    // A verdict asks for proof that a tool was there. Here none is meant to be, and the rounds say so by their runs' folders.
    private static readonly ExposureRecord NoToolMeant = new()
    {
        Alive = true,
        Programs = [],
        RunCount = 0,
        Run = "",
        Checks = [],
        EndPrograms = [],
    };

    /// <param name="perfCase">A baseline case.</param>
    /// <param name="change">What is changed around the runs in the middle; null for nothing.</param>
    /// <param name="mayGoOn">Asked before each round; when it says no, the rehearsal ends incomplete.</param>
    public async Task<RehearsedCase> RunAsync(
        PerfCase perfCase,
        IInjectedChange? change,
        ICaseLog log,
        Func<bool> mayGoOn,
        CancellationToken cancellationToken
    )
    {
        var evidence = new CaseEvidence
        {
            Case = perfCase.Name,
            TestType = perfCase.Workload.Type,
            IsBaseline = false,
            BudgetPercent = budgets,
            Rounds = [],
            Exposure = NoToolMeant,
        };
        var conditions = await CaseConditions.ReadAsync(perfCase, session.Executor, cancellationToken);
        var rounds = new CaseRounds(session.Executor, conditions, session.Store, perfCase, log, change);
        while (CasePlan.Next(evidence, thresholds) == CaseStep.Round)
        {
            if (!mayGoOn())
                return new RehearsedCase(
                    CaseJudge.Judge(evidence with { CutShort = true }, thresholds, session.Time.GetUtcNow()),
                    evidence.Rounds,
                    IsComplete: false
                );
            var mayBeLost = evidence.Rounds is [.., { DroppedBecause: not null }];
            await session.Executor.RegainAsync(perfCase.Environment, mayBeLost, log.Line, cancellationToken);
            var round = await rounds.InterleavedAsync(evidence, cancellationToken);
            evidence = evidence with { Rounds = [.. evidence.Rounds, round.Record] };
        }
        return new RehearsedCase(CaseJudge.Judge(evidence, thresholds, session.Time.GetUtcNow()), evidence.Rounds, IsComplete: true);
    }
}
