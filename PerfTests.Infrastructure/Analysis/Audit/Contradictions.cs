using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Audit;

/// <summary>Makes the rounds again from the runs, and the verdict again from the rounds, and tells where the tree says otherwise.</summary>
internal static class Contradictions
{
    // Far above what a number loses on its way through JSON, far below what anybody would edit.
    private const double Tolerance = 1e-9;

    public static IReadOnlyList<Contradiction> Of(CaseResult result, ResultReading reading) =>
        [.. Of(result, reading.Runs), .. RecordedTerms.Of(result), .. ValidityContradictions.Of(result, reading)];

    public static IReadOnlyList<Contradiction> Of(CaseResult result, IReadOnlyDictionary<string, RunRecord> runs) =>
        [
            .. Rounds(result, runs),
            .. Stored(result, runs),
            .. Exposure(result, runs),
            .. ExposedWork(result, runs),
            .. Verdict(result),
            .. Attributed(result, runs),
        ];

    /// <summary>
    /// Folders of runs that a case's valid rounds name and the tree does not hold any more: their values cannot be checked.
    /// </summary>
    public static IReadOnlyList<string> Missing(CaseResult result, IReadOnlyDictionary<string, RunRecord> runs) =>
        [.. CaseRuns.Of(result) is var named ? named.Baseline.Concat(named.Middle).Where(run => !runs.ContainsKey(run)) : []];

    private static IEnumerable<Contradiction> Rounds(CaseResult result, IReadOnlyDictionary<string, RunRecord> runs)
    {
        var file = $"{result.Verdict.Case}/{CaseStore.RoundsFile}";
        foreach (var round in result.Rounds.Where(round => round.DroppedBecause is null))
        {
            if (
                round.Middle.FirstOrDefault(run => runs.ContainsKey(run) && Path.GetDirectoryName(run) != result.Verdict.Case) is
                { } foreign
            )
                yield return new(result.Verdict.Case, $"{file}: round {round.Number} counts {foreign}, which is not a run of this case");
            if (
                round.Baseline.FirstOrDefault(run =>
                    runs.ContainsKey(run) && !run.StartsWith($"{CaseAddress.BaselineFolder}/", StringComparison.Ordinal)
                ) is
                { } stray
            )
                yield return new(result.Verdict.Case, $"{file}: round {round.Number} takes {stray} for a baseline run");
            var whole = RoundRecord.Whole(isStored: result.Stored is not null);
            if ((round.Baseline.Count, round.Middle.Count) != whole)
                yield return new(
                    result.Verdict.Case,
                    $"{file}: round {round.Number} counts {round.Baseline.Count} baseline runs and {round.Middle.Count} in the middle, "
                        + $"{whole.Baseline} and {whole.Middle} belong to it"
                );
            foreach (var (folder, value) in round.ValuesByRun)
            {
                if (!runs.TryGetValue(folder, out var run))
                    continue;
                var metadata = $"{folder}/{RunFolder.MetadataFile}";
                if (run.Execution.Status != RunStatus.Success || run.Execution.Purpose != RunPurpose.Measurement)
                    yield return new(
                        result.Verdict.Case,
                        $"{file}: round {round.Number} counts a run that failed or was no measurement, says {metadata}"
                    );
                foreach (var (name, values) in round.Values)
                {
                    double? recorded = run.Metrics.TryGetValue(name, out var metric) ? metric : null;
                    if (!Same(value(values), recorded))
                        yield return new(
                            result.Verdict.Case,
                            $"{file}: round {round.Number} has {name} {value(values):R} where {metadata} has "
                                + $"{(recorded is null ? "none" : $"{recorded:R}")}"
                        );
                }
            }
        }
    }

    private static IEnumerable<Contradiction> Stored(CaseResult result, IReadOnlyDictionary<string, RunRecord> runs)
    {
        if (result.Stored is not { } stored)
        {
            if (result.Verdict.StoredBaseline is not null)
                yield return new(
                    result.Verdict.Case,
                    $"{result.Verdict.Case}/{CaseStore.VerdictFile}: it rests on a stored baseline, and {CaseStore.StoredBaselineFile} "
                        + $"is not there"
                );
            yield break;
        }
        foreach (
            var (folder, metrics) in stored
                .Runs.Select(run => (run.Folder, run.Metrics))
                .Concat(stored.Sentinels.Select(run => (run.Folder, run.Metrics)))
        )
            if (
                runs.TryGetValue(folder, out var run)
                && metrics
                    .Keys.Union(run.Metrics.Keys)
                    .FirstOrDefault(name =>
                        !Same(
                            metrics.TryGetValue(name, out var kept) ? kept : null,
                            run.Metrics.TryGetValue(name, out var there) ? there : null
                        )
                    )
                    is { } edited
            )
                yield return new(
                    result.Verdict.Case,
                    $"{result.Verdict.Case}/{CaseStore.StoredBaselineFile}: {edited} of {folder} is not what its "
                        + $"{RunFolder.MetadataFile} has"
                );
    }

    /// <summary>A decision over a proof that breaks its own limits, or that is of a run which proved nothing.</summary>
    private static IEnumerable<Contradiction> Exposure(CaseResult result, IReadOnlyDictionary<string, RunRecord> runs)
    {
        if (result.Verdict is not { Verdict: Results.Cases.Verdict.Pass or Results.Cases.Verdict.Fail, Exposure: { } proof } kept)
            yield break;
        foreach (var problem in ExposureAudit.Problems(proof))
            yield return new(kept.Case, $"{kept.Case}/{CaseStore.VerdictFile}: the verdict is {kept.Verdict}, but {problem}");
        foreach (var folder in new[] { proof.Run, proof.EndRun }.OfType<string>())
            if (
                runs.TryGetValue(folder, out var run)
                && (
                    run.Execution is not { Purpose: RunPurpose.Exposure, Status: RunStatus.Success }
                    || Path.GetDirectoryName(folder) != kept.Case
                )
            )
                yield return new(
                    kept.Case,
                    $"{kept.Case}/{CaseStore.VerdictFile}: the tool's presence rests on {folder}, which is not a good exposure run of this "
                        + $"case"
                );
    }

    /// <summary>Work of an exposure run that is not what its folder has: time for each unit of it would be another.</summary>
    private static IEnumerable<Contradiction> ExposedWork(CaseResult result, IReadOnlyDictionary<string, RunRecord> runs)
    {
        if (result.Verdict is not { Exposure: { } proof } kept)
            yield break;
        foreach (var (folder, traffic) in new[] { (proof.Run, proof.Traffic), (Run: proof.EndRun, Traffic: proof.EndTraffic) })
        {
            if (
                folder is null
                || traffic is null
                || runs.GetValueOrDefault(folder) is not { Execution.LoadSeconds: > 0 and var seconds } run
            )
                continue;
            (string What, double? There, double? PerSecond)[] works =
            [
                ("receivedPackets", traffic.ReceivedPackets, run.Value(Metric.PacketRate)),
                ("payloadGigabytes", traffic.PayloadGigabytes, run.Value(Metric.Throughput) / 8e9),
                ("transactions", traffic.Transactions, run.Value(Metric.TransactionRate)),
            ];
            foreach (var work in works.Where(work => work is { There: not null, PerSecond: not null }))
                if (!Same(work.There, work.PerSecond * seconds))
                    yield return new(
                        kept.Case,
                        $"{kept.Case}/{CaseStore.VerdictFile}: {work.What} of {folder} is {work.There}, but its {RunFolder.MetadataFile} "
                            + $"gives {work.PerSecond * seconds}"
                    );
        }
    }

    private static IEnumerable<Contradiction> Verdict(CaseResult result)
    {
        var kept = result.Verdict;
        if (kept.Rule.Looks.Count == 0 || kept.Confidence is not (> 0.5 and < 1))
        {
            yield return new(
                kept.Case,
                $"{kept.Case}/{CaseStore.VerdictFile}: its rule or its confidence is none that a case can be judged by"
            );
            yield break;
        }
        var made = CaseJudge.Judge(EvidenceOf(result), ThresholdsOf(kept.Rule, kept.Confidence), kept.Time);
        Contradiction Differs(string what, object? there, object? here) =>
            new(
                kept.Case,
                $"{kept.Case}/{CaseStore.VerdictFile}: {what} is {there ?? "none"}, but {CaseStore.RoundsFile} gives {here ?? "none"}"
            );
        if (kept.Wording == VerdictSentence.Wording && VerdictSentence.Of(kept) is var sentence && kept.Sentence != sentence)
            yield return new(
                kept.Case,
                $"{kept.Case}/{CaseStore.VerdictFile}: its sentence does not fit its numbers, which say \"{sentence}\""
            );
        if (kept.Rounds != made.Rounds)
            yield return Differs("the number of rounds", kept.Rounds, made.Rounds);
        // Why a case is Invalid, or was cut short, the rounds alone do not tell; a decision they must bear out.
        var isDecided = kept.Verdict is Results.Cases.Verdict.Pass or Results.Cases.Verdict.Fail;
        // Nor may one that they bear out be hidden: an open gate lets undecided cases through.
        var isHidden = kept.Verdict == Results.Cases.Verdict.Inconclusive && made.Verdict == Results.Cases.Verdict.Fail;
        if ((isDecided && kept.Verdict != made.Verdict) || isHidden)
            yield return Differs("the verdict", kept.Verdict, made.Verdict);
        foreach (
            var name in (kept.ProgramCost?.Shares ?? []).Concat(made.ProgramCost?.Shares ?? []).Select(share => share.Metric).Distinct()
        )
        {
            var (there, here) = (kept.ProgramCost?.Of(name), made.ProgramCost?.Of(name));
            if (!Same(there?.Nanoseconds, here?.Nanoseconds) || !Same(there?.Low, here?.Low) || !Same(there?.LowPercent, here?.LowPercent))
                yield return Differs($"the programs' part of {name}", there?.Nanoseconds, here?.Nanoseconds);
        }
        foreach (var name in kept.Metrics.Concat(made.Metrics).Select(metric => metric.Name).Distinct())
        {
            var (there, here) = (Find(kept, name), Find(made, name));
            (string What, double? There, double? Here)[] figures =
            [
                ("baseline", there?.Baseline, here?.Baseline),
                ("ebpf", there?.Ebpf, here?.Ebpf),
                ("overheadPercent", there?.OverheadPercent, here?.OverheadPercent),
                ("lowPercent", there?.LowPercent, here?.LowPercent),
                ("highPercent", there?.HighPercent, here?.HighPercent),
                ("meanOverheadPercent", there?.MeanOverheadPercent, here?.MeanOverheadPercent),
                ("meanLowPercent", there?.MeanLowPercent, here?.MeanLowPercent),
                ("meanHighPercent", there?.MeanHighPercent, here?.MeanHighPercent),
            ];
            foreach (var figure in figures.Where(figure => !Same(figure.There, figure.Here)))
                yield return Differs($"{figure.What} of {name}", figure.There, figure.Here);
            if (isDecided && there?.Verdict != here?.Verdict)
                yield return Differs($"the verdict on {name}", there?.Verdict, here?.Verdict);
        }
    }

    private static IEnumerable<Contradiction> Attributed(CaseResult result, IReadOnlyDictionary<string, RunRecord> runs)
    {
        if (result.Verdict.Attribution is not { } kept || Missing(result, runs).Count > 0)
            yield break;
        var made = AttributionAnalysis.Of(result.Verdict, result.TestType, result.Rounds, result.Stored, runs);
        (string What, double? There, double? Here)[] figures =
        [
            ("programsPercent", kept.ProgramsPercent, made?.ProgramsPercent),
            ("toolProcessesPercent", kept.ToolProcessesPercent, made?.ToolProcessesPercent),
            ("extra", kept.Extra.Percent, made?.Extra.Percent),
            ("extra's lower bound", kept.Extra.Low, made?.Extra.Low),
            ("extra's upper bound", kept.Extra.High, made?.Extra.High),
            ("remainderPercent", kept.RemainderPercent, made?.RemainderPercent),
        ];
        foreach (var figure in figures.Where(figure => !Same(figure.There, figure.Here)))
            yield return new(
                result.Verdict.Case,
                $"{result.Verdict.Case}/{CaseStore.VerdictFile}: {figure.What} of the attribution is {(object?)figure.There ?? "none"}, "
                    + $"but the runs give {(object?)figure.Here ?? "none"}"
            );
    }

    private static MetricVerdict? Find(CaseVerdict verdict, string name) => verdict.Metrics.FirstOrDefault(metric => metric.Name == name);

    private static CaseEvidence EvidenceOf(CaseResult result) =>
        new()
        {
            Case = result.Verdict.Case,
            TestType = result.TestType,
            IsBaseline = result.Tool is null,
            BudgetPercent = result
                .Verdict.Metrics.Where(metric => metric.BudgetPercent is not null)
                .ToDictionary(metric => metric.Name, metric => metric.BudgetPercent!.Value),
            Rounds = result.Rounds,
            Stored = result.Stored,
            Exposure = result.Verdict.Exposure,
            // A tool of which nothing ran was never there, whatever the verdict says.
            ExposureProblems = result.Verdict.Exposure is { } exposure ? [.. ExposureAudit.Problems(exposure)] : [],
        };

    private static Thresholds ThresholdsOf(JudgingRule rule, double confidence) =>
        new()
        {
            Confidence = confidence,
            Looks = rule.Looks,
            BaselineRounds = rule.BaselineRounds,
            MaxDroppedRounds = rule.MaxDroppedRounds,
            MaxDroppedShare = rule.MaxDroppedShare,
            Validity = ValidityLimits.Only(rule.Validity),
            StoredBaseline = rule.StoredBaseline ?? new StoredBaselineRule(),
        };

    private static bool Same(double? one, double? other) =>
        one == other || (one is { } a && other is { } b && Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b)));
}
