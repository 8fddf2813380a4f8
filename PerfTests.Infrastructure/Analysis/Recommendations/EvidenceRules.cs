using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>What weakens the evidence: files that disagree, noise, dropped rounds, capped loads, monitors that gave nothing.</summary>
internal static class EvidenceRules
{
    private const double ManyDropped = 0.2;
    private const double AtTheCap = 0.95;

    public static IReadOnlyList<RecommendationRule> All { get; } =
    [
        new("files-contradict", "a verdict or a round does not follow from the runs in the tree", Severity.Blocker, Contradict),
        new("noise-floor-above-budget", "a budget is smaller than what the baselines can show", Severity.Warning, NoiseFloorAboveBudget),
        new("rounds-dropped", "at least two rounds, and a fifth of all, were dropped", Severity.Warning, Dropped),
        new("baselines-differ", "an A/A case differs from itself beyond its bounds", Severity.Warning, BaselinesDiffer),
        new("load-is-capped", "the baseline reaches the rate that the load is limited to", Severity.Note, Capped),
        new("not-monitored", "runs without resource figures, or monitors that gave nothing", Severity.Note, NotMonitored),
    ];

    private static IEnumerable<Finding> Contradict(ResultReading reading) =>
        reading
            .Cases.Select(result => (result.Verdict.Case, Found: Contradictions.Of(result, reading)))
            .Where(each => each.Found.Count > 0)
            .Select(each => new Finding(
                $"{each.Found[0]}"
                    + (each.Found.Count > 1 ? $" ({CaseFigures.Count(each.Found.Count - 1, "more contradiction")} in this case)." : "."),
                [each.Case],
                [new("contradictions", each.Found.Count, "", each.Case)]
            ));

    private static IEnumerable<Finding> NoiseFloorAboveBudget(ResultReading reading)
    {
        foreach (var result in reading.Cases.Where(result => result.Verdict.Rounds > 0))
        {
            foreach (var metric in result.Verdict.Metrics)
            {
                if (
                    metric.BudgetPercent is not { } budget
                    || metric.NoiseFloorPercent is not { } smallest
                    || smallest <= budget
                    || Metric.Find(metric.Name)?.Worse is not { } worse
                )
                    continue;
                var (wide, narrow) = (Overhead.LogRatioOf(worse, smallest), Overhead.LogRatioOf(worse, budget));
                var rounds = budget > 0 ? Math.Ceiling(result.Verdict.Rounds * wide * wide / (narrow * narrow)) : double.PositiveInfinity;
                var more = double.IsFinite(rounds)
                    ? $"Take about {RoundsNeeded.Rounded(rounds)} rounds (looks in thresholds.yaml)"
                    : "Take more rounds";
                var next =
                    metric.StepPercent > budget
                        ? $"Its values come in steps of {PercentText.Plain(metric.StepPercent.Value)} %, which neither rounds nor quiet "
                            + $"make finer: judge a mean"
                        : $"{more}, longer durations, quieter hosts";
                yield return new(
                    $"{result.Verdict.Case}: with {RoundList.Count(result.Verdict.Rounds)} the baselines show "
                        + $"{PercentText.Plain(smallest)} % at best, the budget of {metric.Name} is {PercentText.Budget(budget)} %. "
                        + $"{next}, or a budget of {PercentText.Plain(smallest)} % or more.",
                    [result.Verdict.Case],
                    [
                        new("noise floor", smallest, "%", result.Verdict.Case),
                        .. metric.Figures(result.Verdict.Case),
                        new("rounds", result.Verdict.Rounds, "rounds", result.Verdict.Case),
                    ]
                );
            }
        }
    }

    private static IEnumerable<Finding> Dropped(ResultReading reading)
    {
        foreach (var result in reading.Cases)
        {
            var (dropped, all) = (result.Verdict.DroppedRounds, result.Verdict.DroppedRounds + result.Verdict.Rounds);
            if (dropped < 2 || dropped < ManyDropped * all)
                continue;
            var reasons = result
                .Rounds.Where(round => round.DroppedBecause is not null)
                .GroupBy(round => round.DroppedBecause)
                .OrderByDescending(group => group.Count())
                .Select(group => $"{group.Count()} × {group.Key}");
            yield return new(
                $"{result.Verdict.Case} dropped {dropped} of {all} rounds: {string.Join("; ", reasons)}. Fix the cause: rounds that "
                    + $"survive it may not stand for the rest.",
                [result.Verdict.Case],
                [new("dropped rounds", dropped, "rounds", result.Verdict.Case), new("all rounds", all, "rounds", result.Verdict.Case)]
            );
        }
    }

    private static IEnumerable<Finding> BaselinesDiffer(ResultReading reading)
    {
        foreach (var result in reading.Cases.Where(result => result.Tool is null))
        foreach (
            var metric in result.Verdict.Metrics.Where(metric => HasBudget(metric.Name, result, reading) && BaselineBias.Differs(metric))
        )
            yield return new(
                $"{result.Verdict.Case}: equal baselines differ, {metric.Told()}. One environment in ten does so by chance; if it "
                    + $"stays, look for what changes with the order of the runs.",
                [result.Verdict.Case],
                metric.Figures(result.Verdict.Case)
            );
    }

    /// <summary>Whether the verdicts of the tools that were measured beside a baseline case rest on a metric.</summary>
    private static bool HasBudget(string metric, CaseResult baseline, ResultReading reading) =>
        metric == Metric.Primary(baseline.TestType).Name
        || reading.Cases.Any(result =>
            result.Tool is not null
            && (result.Environment, result.Workload) == (baseline.Environment, baseline.Workload)
            && result.Metric(metric)?.BudgetPercent is not null
        );

    private static IEnumerable<Finding> Capped(ResultReading reading)
    {
        foreach (var tool in reading.ByTool())
        {
            var capped = tool.Where(result => result.TestType != TestType.Latency)
                .Select(result => (Case: result, Throughput: result.Metric(Metric.Throughput.Name), Cap: Cap(result, reading)))
                .Where(each =>
                    each is { Cap: not null, Throughput: { Baseline: not null, OverheadPercent: not null } }
                    && each.Throughput.Baseline >= AtTheCap * each.Cap.Value.BitsPerSecond
                )
                .ToList();
            if (capped.Count == 0)
                continue;
            var cpu = capped
                .Select(each => each.Case.Metric(Metric.ClientCpu.Name))
                .OfType<MetricVerdict>()
                .Where(metric => metric.OverheadPercent is not null)
                .MaxBy(metric => metric.OverheadPercent);
            var loads = capped.Select(each => $"{each.Case.Workload} ({each.Cap!.Value.Text} a stream)");
            yield return new(
                $"{tool.Key}: the baselines reach the limit of {string.Join(", ", loads)}, so no throughput is lost while there is "
                    + $"headroom; look at {(cpu is null ? "the hosts' CPU" : $"CPU, at most {cpu.Told()}")}. For the throughput itself "
                    + $"measure without a limit (target_bw 0).",
                [.. capped.Select(each => each.Case.Verdict.Case)],
                [
                    .. capped.SelectMany(each =>
                        (Figure[])
                            [
                                new("throughput baseline", each.Throughput!.Baseline, "bit/s", each.Case.Verdict.Case),
                                new("limit of all streams", each.Cap!.Value.BitsPerSecond, "bit/s", each.Case.Verdict.Case),
                                .. each.Throughput.Figures(each.Case.Verdict.Case),
                                .. each.Case.Metric(Metric.ClientCpu.Name)?.Figures(each.Case.Verdict.Case) ?? [],
                            ]
                    ),
                ]
            );
        }
    }

    private static (string Text, double BitsPerSecond)? Cap(CaseResult result, ResultReading reading)
    {
        var parameters = reading.RunsIn(CaseRuns.Of(result).Middle).Select(run => run.TestCase.Parameters).FirstOrDefault();
        if (
            parameters?.GetValueOrDefault("target_bandwidth") is not { Length: > 0 } text
            || !int.TryParse(parameters.GetValueOrDefault("streams"), out var streams)
        )
            return null;
        var factor = text[^1] switch
        {
            'K' or 'k' => 1e3,
            'M' or 'm' => 1e6,
            'G' or 'g' => 1e9,
            _ => 1,
        };
        return double.TryParse(factor > 1 ? text[..^1] : text, System.Globalization.CultureInfo.InvariantCulture, out var each) && each > 0
            ? (text, each * factor * streams)
            : null;
    }

    private static IEnumerable<Finding> NotMonitored(ResultReading reading)
    {
        var folders = reading
            .Cases.SelectMany(result => CaseRuns.Of(result) is var runs ? runs.Baseline.Concat(runs.Middle) : [])
            .Concat(reading.Cases.Select(result => result.Verdict.Exposure?.Run).OfType<string>())
            .Concat(reading.Runs.Values.Where(run => run.Execution.Purpose == RunPurpose.Resources).Select(run => run.Folder))
            .Distinct()
            .Where(reading.Runs.ContainsKey)
            .ToList();
        var without = folders.Count(folder => !reading.Monitoring.ContainsKey(folder));
        if (without > 0)
            yield return new(
                $"{without} of {CaseFigures.Count(folders.Count, "run")} have no figures of the hosts' resources. Switch monitoring on "
                    + $"in monitoring-config.yaml to see what the tool costs besides.",
                [],
                [new("runs without monitoring", without, "runs"), new("runs", folders.Count, "runs")]
            );
        var missing = reading
            .MonitoringIn(folders)
            .SelectMany(summary => summary.Hosts.Values)
            .SelectMany(host => host.Missing.Where(monitor => !monitor.IsOptional).Select(monitor => (host.HostId, Monitor: monitor)))
            .GroupBy(each => each);
        foreach (var monitor in missing)
            yield return new(
                $"{monitor.Key.Monitor.Program} gave nothing on {monitor.Key.HostId} in {CaseFigures.Count(monitor.Count(), "run")}: "
                    + $"{monitor.Key.Monitor.Reason}. Next: {monitor.Key.Monitor.Remedy}.",
                [],
                [new("runs without it", monitor.Count(), "runs")]
            );
    }
}
