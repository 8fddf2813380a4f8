using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution.Calibration;

/// <summary>
/// Tries the whole measurement on a truth that is known: rounds of baseline runs alone, judged as though the runs in the middle
/// had been a tool's. Without a change between them the true overhead is zero.
/// </summary>
/// <param name="budgets">Budgets to judge by, in percent by metric name.</param>
internal sealed class Rehearsal(
    RunExecutor executor, SessionHosts hosts, CaseStore store, Thresholds thresholds, IReadOnlyDictionary<string, double> budgets, TimeProvider time)
{
    // A verdict asks for proof that a tool was there. Here none is meant to be, and the rounds say so by their runs' folders.
    private static readonly ExposureRecord NoToolMeant = new() { Alive = true, Programs = [], RunCount = 0 };

    /// <param name="perfCase">A baseline case.</param>
    /// <param name="before">The baseline run that the first round starts from; null makes one.</param>
    /// <param name="change">What is changed around the runs in the middle; null for nothing.</param>
    /// <param name="mayGoOn">Asked before each round; when it says no, the rehearsal ends incomplete.</param>
    public async Task<RehearsedCase> RunAsync(
        PerfCase perfCase, RunOutcome? before, IInjectedChange? change, ICaseLog log, Func<bool> mayGoOn, CancellationToken cancellationToken)
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
        var conditions = await CaseConditions.ReadAsync(perfCase, hosts, executor, cancellationToken);
        var rounds = new CaseRounds(executor, conditions, store, perfCase, log, change);
        while (CaseJudge.NextLook(evidence, thresholds) is not null)
        {
            if (!mayGoOn())
                return new RehearsedCase(CaseJudge.Judge(evidence with { CutShort = true }, thresholds, time.GetUtcNow()), evidence.Rounds, before, false);
            var mayBeLost = evidence.Rounds is [.., { DroppedBecause: not null }];
            if ((await executor.RegainAsync(perfCase.Environment, mayBeLost, log.Line, cancellationToken)).Count > 0)
                before = null;
            var round = await rounds.InterleavedAsync(evidence, before, cancellationToken);
            before = round.LastBaseline;
            evidence = evidence with { Rounds = [.. evidence.Rounds, round.Record] };
        }
        return new RehearsedCase(CaseJudge.Judge(evidence, thresholds, time.GetUtcNow()), evidence.Rounds, before, true);
    }
}
