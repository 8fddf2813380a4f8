using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Runs one case to its verdict: exposure first, then interleaved rounds until a look at the data decides.</summary>
/// <param name="executor">Makes one run.</param>
/// <param name="hosts">The session's hosts, whose facts must stay what they are while a case is measured.</param>
/// <param name="store">The result tree.</param>
/// <param name="thresholds">How much evidence a verdict needs.</param>
/// <param name="resumption">Finds what an interrupted session left; null measures every case anew.</param>
/// <param name="sessionId">Id of the session, for those that resume it.</param>
/// <param name="time">The clock.</param>
internal sealed class CaseRunner(
    RunExecutor executor,
    SessionHosts hosts,
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
    /// <returns>The verdict, which is also in the result tree.</returns>
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
                return await MeasureAsync(perfCase, evidence, beginning == 1 ? resumption : null, log, cancellationToken);
            }
            catch (HostRestartedException restarted)
            {
                log.Line(restarted.Message);
                evidence = evidence with
                {
                    Interruptions = [.. evidence.Interruptions, restarted.Message],
                    RestartedUnderTool = evidence.RestartedUnderTool || restarted.UnderTool,
                };
                if (beginning == MostBeginnings)
                {
                    evidence = evidence with
                    {
                        ExposureProblems = [$"hosts restarted {beginning} times while the case was measured: {restarted.Message}"],
                    };
                }
            }
        }
    }

    /// <param name="before">Finds what an interrupted session left; null measures the case anew.</param>
    private async Task<CaseVerdict> MeasureAsync(
        PerfCase perfCase,
        CaseEvidence evidence,
        CaseResumption? before,
        ICaseLog log,
        CancellationToken cancellationToken
    )
    {
        var gone = hosts.GoneOf(perfCase.Environment);
        var mayMeasure = evidence.ExposureProblems.Count == 0;
        if (before is null)
            await store.BeginAsync(perfCase.Name, cancellationToken);
        var conditions = await CaseConditions.ReadAsync(perfCase, hosts, executor, cancellationToken);
        var marker = new CaseMarker
        {
            SessionId = sessionId,
            StartedAt = time.GetUtcNow(),
            Fingerprint = conditions.Fingerprint,
            Tool = ToolIdentity.Of(perfCase, await executor.HashThereAsync(perfCase, cancellationToken)),
            ExposureAsked = perfCase.Tool?.Spec.Exposure,
            EndedBy = gone,
            Terms = CaseJudge.TermsOf(evidence, thresholds),
        };
        var forecast = new NoiseForecast(store, thresholds);
        evidence = evidence with
        {
            BudgetsUnderFloor = await forecast.FindAsync(perfCase, evidence.BudgetPercent, conditions.Fingerprint, cancellationToken),
        };
        foreach (var hidden in evidence.BudgetsUnderFloor)
            log.Line($"{hidden}: {hidden.Forecast}");
        var resumed = await ResumeAsync(before, perfCase, marker, evidence, log, cancellationToken);
        CaseLink? link = null;
        try
        {
            if (resumed is null)
            {
                if (before is not null)
                    await store.BeginAsync(perfCase.Name, cancellationToken);
                await store.WriteMarkerAsync(perfCase.Name, marker, cancellationToken);
                evidence = evidence with
                {
                    Stored = await new StoredBaselineSearch(store, thresholds, time).FindAsync(
                        perfCase,
                        conditions,
                        log,
                        cancellationToken
                    ),
                };
            }
            else
            {
                // What is asked may have changed since, and the verdict is on what is asked now.
                marker = resumed.Marker with
                {
                    Terms = marker.Terms,
                    EndedBy = gone,
                };
                await store.WriteMarkerAsync(perfCase.Name, marker, cancellationToken);
                evidence = With(evidence, resumed);
                // What is complete needs no host.
                var complete = gone is null ? evidence : evidence with { ExposureProblems = [] };
                if (!HasNext(complete) && !CaseJudge.NeedsEndProof(complete, thresholds))
                    return await FinishAsync(perfCase, complete);
                if (HasNext(evidence))
                    evidence = evidence with { Exposure = evidence.Exposure?.WithoutEnd() };
                store.Reopen(perfCase.Name);
            }
            link = new CaseLink(executor, perfCase, conditions, log, evidence.Stored is not null);
            if (perfCase.Arm == Arm.Ebpf && mayMeasure)
            {
                if (marker.Exposure is null)
                {
                    var proof = await ProveAsync(
                        () => ExposureProof.MakeAsync(executor, perfCase, log, cancellationToken),
                        link,
                        "the exposure run",
                        cancellationToken
                    );
                    evidence = evidence with { Exposure = proof.Record, ExposureProblems = proof.Problems };
                    marker = marker with
                    {
                        Exposure = proof.Problems.Count == 0 ? proof.Record : null,
                        ReadyPrograms = proof.ReadyPrograms,
                        ReadyAttached = proof.ReadyAttached,
                    };
                    await store.WriteMarkerAsync(perfCase.Name, marker, cancellationToken);
                }
                perfCase = Expecting(perfCase, marker);
            }
            var rounds = new CaseRounds(executor, conditions, store, perfCase, log);
            RunOutcome? lastBaseline = null;
            while (HasNext(evidence))
            {
                var mayBeLost = evidence.Rounds is [.., { DroppedBecause: not null }];
                var underTool = evidence.Rounds is [.., { DroppedBy.Part: RoundPart.Middle }] && perfCase.Arm == Arm.Ebpf;
                if (await link.KeepAsync(mayBeLost, underTool, $"round {evidence.Rounds.Count + 1}", cancellationToken))
                    lastBaseline = null;
                if (SentinelPlan.IsDue(evidence, LookPlan.For(evidence, thresholds), thresholds.StoredBaseline.SentinelRuns))
                {
                    evidence = await rounds.SentinelAsync(evidence, cancellationToken);
                    continue;
                }
                var round = evidence.Stored is null
                    ? await rounds.InterleavedAsync(evidence, lastBaseline, cancellationToken)
                    : await rounds.AgainstStoredAsync(evidence, cancellationToken);
                lastBaseline = round.LastBaseline;
                evidence = evidence with
                {
                    Rounds = [.. evidence.Rounds, round.Record],
                    ExposureProblems = round.ToolProblem is { } problem
                        ? [.. evidence.ExposureProblems, problem]
                        : evidence.ExposureProblems,
                };
                await store.WriteRoundsAsync(perfCase.Name, evidence.Rounds, cancellationToken);
                var valid = evidence.ValidRounds.Count;
                log.RoundMade(Math.Max(0, (CaseJudge.NextLook(evidence, thresholds) ?? valid) - valid));
                log.Line($"round {evidence.Rounds.Count}: {Told(evidence)}");
            }
            if (CaseJudge.NeedsEndProof(evidence, thresholds))
            {
                var start = evidence.Exposure!;
                var proof = await ProveAsync(
                    () => ExposureProof.RepeatAsync(start, executor, perfCase, log, cancellationToken),
                    link,
                    "the exposure run after the rounds",
                    cancellationToken
                );
                evidence = evidence with { Exposure = proof.Record, ExposureProblems = proof.Problems };
                // A proof that failed is made again by a session that resumes.
                await store.WriteMarkerAsync(
                    perfCase.Name,
                    proof.Problems.Count == 0 ? marker with { Exposure = proof.Record } : marker,
                    cancellationToken
                );
            }
            return await FinishAsync(perfCase, Interrupted(evidence, link));
        }
        catch (OperationCanceledException)
        {
            // What was measured is kept and judged as it is: cut short, which never passes by accident.
            await FinishAsync(perfCase, Interrupted(evidence, link) with { CutShort = true });
            throw;
        }
        catch (HostGoneException lost)
        {
            log.Line(lost.Message);
            // Its rounds are good: a session that resumes goes on from them.
            await store.WriteMarkerAsync(perfCase.Name, marker with { EndedBy = lost.Message }, CancellationToken.None);
            return await FinishAsync(perfCase, Interrupted(evidence, link) with { ExposureProblems = [lost.Message] });
        }
    }

    private static CaseEvidence Interrupted(CaseEvidence evidence, CaseLink? link) =>
        link is null
            ? evidence
            : evidence with
            {
                Interruptions = [.. evidence.Interruptions, .. link.Interruptions],
                RestartedUnderTool = evidence.RestartedUnderTool || link.RestartedUnderTool,
            };

    /// <summary>A proof, made once more when the connection broke in it: that says nothing of the tool.</summary>
    private static async Task<ExposureProof> ProveAsync(
        Func<Task<ExposureProof>> prove,
        CaseLink link,
        string what,
        CancellationToken cancellationToken
    )
    {
        await link.KeepAsync(mayBeLost: false, underTool: false, what, cancellationToken);
        var proof = await prove();
        return proof.Problems.Count > 0 && await link.KeepAsync(mayBeLost: true, underTool: true, what, cancellationToken)
            ? await prove()
            : proof;
    }

    /// <summary>Whether anything is left to measure: a round before the next look, or a sentinel run before this one.</summary>
    private bool HasNext(CaseEvidence evidence)
    {
        if (CaseJudge.NextLook(evidence, thresholds) is not null)
            return true;
        var isBeyondRepair = evidence.CutShort || evidence.ExposureProblems.Count > 0 || CaseValidity.IsBeyondRepair(evidence, thresholds);
        return !isBeyondRepair && SentinelPlan.IsDue(evidence, LookPlan.For(evidence, thresholds), thresholds.StoredBaseline.SentinelRuns);
    }

    private static CaseEvidence With(CaseEvidence evidence, ResumedCase resumed) =>
        evidence with
        {
            Rounds = resumed.Rounds,
            Exposure = resumed.Marker.Exposure,
            Stored = resumed.Stored,
            ResumedFrom = resumed.Marker.StartedAt,
        };

    private async Task<ResumedCase?> ResumeAsync(
        CaseResumption? before,
        PerfCase perfCase,
        CaseMarker marker,
        CaseEvidence fresh,
        ICaseLog log,
        CancellationToken cancellationToken
    )
    {
        if (before is null || await before.FindAsync(perfCase, marker, log.Line, cancellationToken) is not { } found)
            return null;
        var isStored = found.Stored is not null;
        // Sentinel runs of another time would not show what the host is now, and half a case under another policy is no case.
        if (
            (perfCase.Arm == Arm.Ebpf && isStored && thresholds.Baseline != BaselinePolicy.Stored)
            || (isStored && HasNext(With(fresh, found)))
        )
        {
            log.Line("measured anew: its stored baseline was checked at another time");
            return null;
        }
        log.Line(
            $"resumed: measured at {found.Marker.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {RoundList.Count(found.Rounds.Count)} kept"
        );
        return found;
    }

    private static PerfCase Expecting(PerfCase perfCase, CaseMarker marker) =>
        perfCase.Tool is not { } tool
            ? perfCase
            : perfCase with
            {
                Tool = tool with { ReadyPrograms = marker.ReadyPrograms, ReadyAttached = marker.ReadyAttached },
            };

    private string Told(CaseEvidence evidence) =>
        evidence.Rounds[^1].DroppedBecause is { } because ? $"dropped: {because}" : ProgressSentence.Of(evidence, thresholds);

    private async Task<CaseVerdict> FinishAsync(PerfCase perfCase, CaseEvidence evidence)
    {
        var verdict = VerdictSentence.Told(
            await new AttributionReading(store).AddToAsync(
                CaseJudge.Judge(evidence, thresholds, time.GetUtcNow()),
                evidence.TestType,
                evidence.Rounds,
                evidence.Stored,
                CancellationToken.None
            )
        );
        await store.WriteRoundsAsync(perfCase.Name, evidence.Rounds, CancellationToken.None);
        await store.WriteVerdictAsync(verdict, CancellationToken.None);
        var summaries = new SummaryChain(store);
        await summaries.WriteCaseAsync(perfCase.Name, CancellationToken.None);
        if (perfCase.Arm == Arm.Ebpf)
            await summaries.WriteCaseAsync(perfCase.BaselineName, CancellationToken.None);
        return verdict;
    }
}
