using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Measures one case once: takes the step that <see cref="CasePlan"/> names until none is left.</summary>
internal sealed class CaseMeasurement(
    IRunExecutor executor,
    CaseStore store,
    Thresholds thresholds,
    string sessionId,
    TimeProvider time,
    ICaseLog log
)
{
    private readonly CaseEnding _ending = new(store, thresholds, time);

    /// <param name="evidence">What is known before anything is measured.</param>
    /// <param name="before">Finds what an interrupted session left; null measures the case anew.</param>
    /// <returns>The verdict; of a case that the session's stop cut short on what was measured until then.</returns>
    /// <exception cref="HostRestartedException">What was measured is worth nothing any more.</exception>
    public async Task<CaseVerdict> RunAsync(
        PerfCase perfCase,
        CaseEvidence evidence,
        CaseResumption? before,
        CancellationToken cancellationToken
    )
    {
        if (before is null)
            await store.BeginAsync(perfCase.Name, cancellationToken);
        var conditions = await CaseConditions.ReadAsync(perfCase, executor, cancellationToken);
        var marker = await MarkerAsync(perfCase, conditions, evidence, cancellationToken);
        evidence = await ForecastAsync(perfCase, evidence, conditions, cancellationToken);
        var resumed = await ResumeAsync(before, perfCase, marker, evidence, cancellationToken);
        if (resumed is null)
        {
            evidence = evidence with { LacksSamples = perfCase.Arm == Arm.Baseline && executor.ForSamples(perfCase) is not null };
            if (before is not null)
                await store.BeginAsync(perfCase.Name, cancellationToken);
            await store.WriteMarkerAsync(perfCase.Name, marker, cancellationToken);
            var search = new StoredBaselineSearch(store, thresholds, time);
            evidence = evidence with { Stored = await search.FindAsync(perfCase, conditions, log, cancellationToken) };
        }
        else
        {
            // What is asked may have changed since, and the verdict is on what is asked now.
            marker = resumed.Marker with
            {
                Terms = marker.Terms,
                EndedBy = marker.EndedBy,
            };
            await store.WriteMarkerAsync(perfCase.Name, marker, cancellationToken);
            evidence = With(evidence, resumed);
            // What is complete needs no host.
            var complete = marker.EndedBy is null ? evidence : evidence with { ExposureProblems = [] };
            if (CasePlan.Next(complete, thresholds) == CaseStep.Done)
                return await _ending.FinishAsync(perfCase, complete);
            if (CasePlan.Next(evidence, thresholds) is CaseStep.Round or CaseStep.Sentinel)
                evidence = evidence with { Exposure = evidence.Exposure?.WithoutEnd() };
            store.Reopen(perfCase.Name);
        }
        return await StepsAsync(Expecting(perfCase, marker), evidence, marker, conditions, cancellationToken);
    }

    private async Task<CaseVerdict> StepsAsync(
        PerfCase perfCase,
        CaseEvidence evidence,
        CaseMarker marker,
        CaseConditions conditions,
        CancellationToken cancellationToken
    )
    {
        var link = new CaseLink(executor, perfCase, conditions, log, evidence.Stored is not null);
        await using var servers = executor.KeepServers(perfCase);
        try
        {
            while (CasePlan.Next(evidence, thresholds) is var step and not CaseStep.Done)
            {
                switch (step)
                {
                    case CaseStep.Prove:
                        (evidence, marker) = await ProveAsync(perfCase, evidence, marker, link, cancellationToken);
                        perfCase = Expecting(perfCase, marker);
                        break;
                    case CaseStep.Sample:
                        evidence = await SampleAsync(perfCase, evidence, cancellationToken);
                        break;
                    case CaseStep.ProveAgain:
                        (evidence, marker) = await ProveAgainAsync(perfCase, evidence, marker, link, cancellationToken);
                        break;
                    default:
                        await KeepAsync(link, perfCase, evidence, cancellationToken);
                        var rounds = new CaseRounds(executor, conditions, store, perfCase, log);
                        evidence =
                            step == CaseStep.Sentinel
                                ? await rounds.SentinelAsync(evidence, cancellationToken)
                                : await RoundAsync(rounds, evidence, cancellationToken);
                        break;
                }
            }
            return await _ending.FinishAsync(perfCase, link.Told(evidence));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was measured is kept and judged as it is: cut short, which never passes by accident.
            return await _ending.FinishAsync(perfCase, link.Told(evidence) with { CutShort = true });
        }
        catch (HostGoneException lost)
        {
            log.Line(lost.Message);
            // Its rounds are good: a session that resumes goes on from them.
            await store.WriteMarkerAsync(perfCase.Name, marker with { EndedBy = lost.Message }, CancellationToken.None);
            return await _ending.FinishAsync(perfCase, link.Told(evidence) with { ExposureProblems = [lost.Message] });
        }
    }

    private async Task<CaseEvidence> RoundAsync(CaseRounds rounds, CaseEvidence evidence, CancellationToken cancellationToken)
    {
        var round = evidence.Stored is null
            ? await rounds.InterleavedAsync(evidence, cancellationToken)
            : await rounds.AgainstStoredAsync(evidence, cancellationToken);
        evidence = evidence with
        {
            Rounds = [.. evidence.Rounds, round.Record],
            ExposureProblems = round.ToolProblem is { } problem ? [.. evidence.ExposureProblems, problem] : evidence.ExposureProblems,
        };
        await store.WriteRoundsAsync(evidence.Case, evidence.Rounds, cancellationToken);
        var valid = evidence.ValidRounds.Count;
        log.RoundMade(Math.Max(0, (CasePlan.NextLook(evidence, thresholds) ?? valid) - valid));
        log.Line(
            $"round {evidence.Rounds.Count}: "
                + (round.Record.DroppedBecause is { } because ? $"dropped: {because}" : ProgressSentence.Of(evidence, thresholds))
        );
        return evidence;
    }

    private async Task<(CaseEvidence, CaseMarker)> ProveAsync(
        PerfCase perfCase,
        CaseEvidence evidence,
        CaseMarker marker,
        CaseLink link,
        CancellationToken cancellationToken
    )
    {
        var proof = await OverLostLinkAsync(
            () => ExposureProof.MakeAsync(executor, perfCase, log, cancellationToken),
            link,
            "the exposure run",
            cancellationToken
        );
        marker = marker with
        {
            Exposure = proof.Problems.Count == 0 ? proof.Record : null,
            ReadyPrograms = proof.ReadyPrograms,
            ReadyAttached = proof.ReadyAttached,
        };
        await store.WriteMarkerAsync(perfCase.Name, marker, cancellationToken);
        return (evidence with { Exposure = proof.Record, ExposureProblems = proof.Problems }, marker);
    }

    /// <summary>What hosts use without a tool, under a load that is long enough to see it. Nothing rests on it.</summary>
    private async Task<CaseEvidence> SampleAsync(PerfCase perfCase, CaseEvidence evidence, CancellationToken cancellationToken)
    {
        using (log.BeginStep("resource run"))
        {
            var longer = executor.ForSamples(perfCase) ?? perfCase;
            var outcome = await executor.ExecuteAsync(longer, Arm.Baseline, RunPurpose.Resources, cancellationToken);
            if (outcome.Error is { } error)
                log.StepFailed(error);
        }
        return evidence with { LacksSamples = false };
    }

    private async Task<(CaseEvidence, CaseMarker)> ProveAgainAsync(
        PerfCase perfCase,
        CaseEvidence evidence,
        CaseMarker marker,
        CaseLink link,
        CancellationToken cancellationToken
    )
    {
        var start = evidence.Exposure!;
        var proof = await OverLostLinkAsync(
            () => ExposureProof.RepeatAsync(start, executor, perfCase, log, cancellationToken),
            link,
            "the exposure run after the rounds",
            cancellationToken
        );
        // A proof that failed is made again by a session that resumes.
        if (proof.Problems.Count == 0)
        {
            marker = marker with { Exposure = proof.Record };
            await store.WriteMarkerAsync(perfCase.Name, marker, cancellationToken);
        }
        return (evidence with { Exposure = proof.Record, ExposureProblems = proof.Problems }, marker);
    }

    /// <summary>A proof, made once more when the connection broke in it: that says nothing of the tool.</summary>
    private static async Task<ExposureProof> OverLostLinkAsync(
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

    private static Task<bool> KeepAsync(CaseLink link, PerfCase perfCase, CaseEvidence evidence, CancellationToken cancellationToken) =>
        link.KeepAsync(
            mayBeLost: evidence.Rounds is [.., { DroppedBecause: not null }],
            underTool: evidence.Rounds is [.., { DroppedBy.Part: RoundPart.Middle }] && perfCase.Arm == Arm.Ebpf,
            $"round {evidence.Rounds.Count + 1}",
            cancellationToken
        );

    private async Task<CaseMarker> MarkerAsync(
        PerfCase perfCase,
        CaseConditions conditions,
        CaseEvidence evidence,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            SessionId = sessionId,
            StartedAt = time.GetUtcNow(),
            Fingerprint = conditions.Fingerprint,
            Tool = ToolIdentity.Of(perfCase, await executor.HashThereAsync(perfCase, cancellationToken)),
            ExposureAsked = perfCase.Tool?.Spec.Exposure,
            EndedBy = executor.GoneOf(perfCase.Environment),
            Terms = CaseJudge.TermsOf(evidence, thresholds),
        };

    private async Task<CaseEvidence> ForecastAsync(
        PerfCase perfCase,
        CaseEvidence evidence,
        CaseConditions conditions,
        CancellationToken cancellationToken
    )
    {
        var forecast = new NoiseForecast(store, thresholds);
        var hidden = await forecast.FindAsync(perfCase, evidence.BudgetPercent, conditions.Fingerprint, cancellationToken);
        foreach (var budget in hidden)
            log.Line($"{budget}: {budget.Forecast}");
        var biases = await forecast.BiasesAsync(perfCase, evidence.BudgetPercent, conditions.Fingerprint, cancellationToken);
        return evidence with { BudgetsUnderFloor = hidden, BaselineBiases = biases };
    }

    private async Task<ResumedCase?> ResumeAsync(
        CaseResumption? before,
        PerfCase perfCase,
        CaseMarker marker,
        CaseEvidence fresh,
        CancellationToken cancellationToken
    )
    {
        if (before is null || await before.FindAsync(perfCase, marker, log.Line, cancellationToken) is not { } found)
            return null;
        var isStored = found.Stored is not null;
        // Sentinel runs of another time would not show what the host is now, and half a case under another policy is no case.
        if (
            isStored
            && (
                (perfCase.Arm == Arm.Ebpf && thresholds.Baseline != BaselinePolicy.Stored)
                || CasePlan.Next(With(fresh, found), thresholds) is CaseStep.Prove or CaseStep.Round or CaseStep.Sentinel
            )
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

    private static CaseEvidence With(CaseEvidence evidence, ResumedCase resumed) =>
        evidence with
        {
            Rounds = resumed.Rounds,
            Exposure = resumed.Marker.Exposure,
            Stored = resumed.Stored,
            ResumedFrom = resumed.Marker.StartedAt,
        };

    private static PerfCase Expecting(PerfCase perfCase, CaseMarker marker) =>
        perfCase.Tool is not { } tool
            ? perfCase
            : perfCase with
            {
                Tool = tool with { ReadyPrograms = marker.ReadyPrograms, ReadyAttached = marker.ReadyAttached },
            };
}
