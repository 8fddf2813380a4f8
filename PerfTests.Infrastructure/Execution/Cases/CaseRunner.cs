using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Runs one case to its verdict. A case whose hosts restarted on the way is measured anew, a few times at most.</summary>
/// <param name="executor">Makes the runs.</param>
/// <param name="store">The result tree.</param>
/// <param name="thresholds">How much evidence a verdict needs.</param>
/// <param name="resumption">Finds what an interrupted session left; null measures every case anew.</param>
/// <param name="sessionId">Id of the session, for those that resume it.</param>
/// <param name="time">The clock.</param>
internal sealed class CaseRunner(
    IRunExecutor executor,
    CaseStore store,
    Thresholds thresholds,
    CaseResumption? resumption,
    string sessionId,
    TimeProvider time
)
{
    private const int MostBeginnings = 3;

    /// <param name="budgets">Budgets of the case, in percent by metric name; empty for a baseline case.</param>
    /// <param name="dependentBudgets">For a baseline case: budgets of the tool cases with its conditions.</param>
    /// <param name="obstacle">Why the case cannot be measured: it is Invalid then; null when nothing stands in the way.</param>
    /// <returns>The verdict, which is also in the result tree; cut short when the session was stopped.</returns>
    public async Task<CaseVerdict> RunAsync(
        PerfCase perfCase,
        IReadOnlyDictionary<string, double> budgets,
        IReadOnlyList<CaseBudget> dependentBudgets,
        string? obstacle,
        ICaseLog log,
        CancellationToken cancellationToken
    )
    {
        var evidence = new CaseEvidence
        {
            Case = perfCase.Name,
            TestType = perfCase.Workload.Type,
            IsBaseline = perfCase.Arm == Arm.Baseline,
            BudgetPercent = budgets,
            DependentBudgets = dependentBudgets,
            CappedAt = perfCase.Workload.IsCapped ? perfCase.Workload.TargetBandwidth : null,
            Rounds = [],
            ExposureProblems = obstacle is null ? [] : [obstacle],
        };
        for (var beginning = 1; ; beginning++)
        {
            try
            {
                var measurement = new CaseMeasurement(executor, store, thresholds, sessionId, time, log);
                return await measurement.RunAsync(perfCase, evidence, beginning == 1 ? resumption : null, cancellationToken);
            }
            catch (HostRestartedException restarted)
            {
                log.Line(restarted.Message);
                evidence = evidence with
                {
                    Interruptions = [.. evidence.Interruptions, restarted.Message],
                    RestartedUnderTool = evidence.RestartedUnderTool || restarted.UnderTool,
                    ExposureProblems =
                        beginning < MostBeginnings
                            ? evidence.ExposureProblems
                            : [$"hosts restarted {beginning} times while the case was measured: {restarted.Message}"],
                };
            }
        }
    }
}
