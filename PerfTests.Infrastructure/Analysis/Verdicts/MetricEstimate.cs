using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>What the valid rounds of a case say about one metric.</summary>
internal sealed record MetricEstimate
{
    /// <summary>Probability that the plain mean is beyond each of its bounds by chance.</summary>
    public const double MeanAlpha = 0.3;

    private readonly Func<double?> _baseline;
    private readonly Func<double?> _middle;

    private MetricEstimate(string name, Metric? metric, Func<double?> baseline, Func<double?> middle) =>
        (Name, Metric, _baseline, _middle) = (name, metric, baseline, middle);

    public string Name { get; }

    /// <summary>Null for a name that no metric has: its values are shown and never judged.</summary>
    public Metric? Metric { get; }

    public string Unit => Metric?.Unit ?? "";

    /// <summary>Why no overhead can be judged from these rounds; null when one can.</summary>
    public string? Problem { get; private init; }

    // Both are for readers; no decision waits for them.
    public double? Baseline => _baseline();

    public double? Middle => _middle();

    public double? OverheadPercent { get; private init; }

    public double? LowPercent { get; private init; }

    public double? HighPercent { get; private init; }

    /// <summary>Step in which the values are told; null where they are finer.</summary>
    public double? StepPercent { get; private init; }

    /// <summary>The plain mean over all rounds, outliers included; null against a stored baseline, where no round has one.</summary>
    public double? MeanPercent { get; private init; }

    /// <summary>Lower bound of the plain mean, at the confidence of <see cref="MeanAlpha"/>.</summary>
    public double? MeanLowPercent { get; private init; }

    public double? MeanHighPercent { get; private init; }

    /// <summary>
    /// The estimate for one metric, against the stored baseline when there is one and against the baselines of each round otherwise.
    /// </summary>
    public static MetricEstimate Of(string name, CaseEvidence evidence, double alpha) =>
        evidence.Stored is { } stored
            ? AgainstStored(name, evidence.ValidRounds, stored, alpha)
            : Interleaved(name, evidence.ValidRounds, alpha);

    private static MetricEstimate Interleaved(string name, IReadOnlyList<RoundRecord> validRounds, double alpha)
    {
        var metric = Metric.Find(name);
        var worse = metric?.Worse ?? WorseDirection.NotCompared;
        var measured = validRounds.Where(round => round.Values.ContainsKey(name)).ToList();
        var estimate = new MetricEstimate(
            name,
            metric,
            () => MeanOf(metric, BaselineChain.Of(name, measured, middleIsBaseline: false)),
            () => MeanOf(metric, [.. measured.SelectMany(round => round.Values[name].Middle)])
        )
        {
            Problem = ProblemOf(name, worse, validRounds),
        };
        var logRatios = measured.Select(round => Overhead.LogRatios(worse, round.Values[name])).OfType<double[]>().ToList();
        if (logRatios.Count == 0)
            return estimate;
        var trimmed = RoundMean.Trimmed(logRatios);
        var step = ReportedStep.LogRatio(metric!, [.. measured.SelectMany(round => round.Values[name].All)]);
        double? margin = trimmed.Margin(alpha) is { } statistical ? Math.Max(statistical, step) : null;
        var mean = RoundMean.Plain(logRatios);
        var meanMargin = mean.Margin(MeanAlpha);
        return estimate with
        {
            StepPercent = step > 0 ? Overhead.Percent(worse, step) : null,
            OverheadPercent = Finite(Overhead.Percent(worse, trimmed.Mean)),
            LowPercent = margin is null ? null : Finite(Overhead.Percent(worse, trimmed.Mean - margin.Value)),
            HighPercent = margin is null ? null : Finite(Overhead.Percent(worse, trimmed.Mean + margin.Value)),
            MeanPercent = Finite(Overhead.Percent(worse, mean.Mean)),
            MeanLowPercent = meanMargin is null ? null : Finite(Overhead.Percent(worse, mean.Mean - meanMargin.Value)),
            MeanHighPercent = meanMargin is null ? null : Finite(Overhead.Percent(worse, mean.Mean + meanMargin.Value)),
        };
    }

    /// <summary>The answer for a budget, were this a look at the data.</summary>
    public Verdict Decide(double budgetPercent)
    {
        if (Problem is not null)
            return Verdict.Invalid;
        // What comes in a few rounds only is trimmed away, and yet it is a cost, or the noise of baselines: the plain mean must agree.
        if (HighPercent <= budgetPercent && !(MeanHighPercent > budgetPercent))
            return Verdict.Pass;
        return LowPercent > budgetPercent && !(MeanLowPercent <= budgetPercent) ? Verdict.Fail : Verdict.Inconclusive;
    }

    private static MetricEstimate AgainstStored(string name, IReadOnlyList<RoundRecord> validRounds, StoredBaseline stored, double alpha)
    {
        var metric = Metric.Find(name);
        var estimate = new MetricEstimate(
            name,
            metric,
            () => MeanOf(metric, [.. stored.Runs.Where(run => run.Metrics.ContainsKey(name)).Select(run => run.Metrics[name])]),
            () =>
                MeanOf(
                    metric,
                    [.. validRounds.Where(round => round.Values.ContainsKey(name)).SelectMany(round => round.Values[name].Middle)]
                )
        )
        {
            Problem = ProblemOf(
                name,
                metric?.Worse ?? WorseDirection.NotCompared,
                validRounds,
                values => values.Middle.All(Overhead.IsUsable)
            ),
        };
        if (metric is null || StoredComparison.Of(metric, stored, validRounds) is not { } compared)
            return estimate;
        var difference = compared.Overhead.Difference;
        var step = ReportedStep.LogRatio(
            metric,
            [.. stored.Runs.Select(run => run.Metrics[name]), .. validRounds.SelectMany(round => round.Values[name].Middle)]
        );
        return estimate with
        {
            StepPercent = step > 0 ? Overhead.Percent(metric.Worse, step) : null,
            OverheadPercent = Finite(Overhead.Percent(metric.Worse, difference)),
            LowPercent = compared.Low(alpha) is { } low ? Finite(Overhead.Percent(metric.Worse, Math.Min(low, difference - step))) : null,
            HighPercent = compared.High(alpha) is { } high
                ? Finite(Overhead.Percent(metric.Worse, Math.Max(high, difference + step)))
                : null,
        };
    }

    private static double? MeanOf(Metric? metric, IReadOnlyList<double> values) =>
        values.Count == 0
            ? null
            : Finite(metric is null or { Worse: WorseDirection.NotCompared } ? ArithmeticMean.Of(values) : GeometricMean.Of(values));

    private static string? ProblemOf(string name, WorseDirection worse, IReadOnlyList<RoundRecord> validRounds) =>
        ProblemOf(name, worse, validRounds, values => Overhead.LogRatio(worse, values) is not null);

    private static string? ProblemOf(
        string name,
        WorseDirection worse,
        IReadOnlyList<RoundRecord> validRounds,
        Func<RoundValues, bool> isUsable
    )
    {
        if (worse == WorseDirection.NotCompared)
            return $"{name} is not a metric that can be compared: take its budget out of thresholds.yaml";
        var missing = validRounds.Where(round => !round.Values.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            return $"{name} was not measured in {RoundList.Of(missing)}{WhatItNeeds(Metric.Find(name))}";
        var unusable = validRounds.Where(round => !isUsable(round.Values[name])).ToList();
        return unusable.Count == 0
            ? null
            : $"{name} is zero, negative or not a number in {RoundList.Of(unusable)}: no overhead follows from it";
    }

    private static string WhatItNeeds(Metric? metric) =>
        metric?.IsCountedByHardware == true ? NeedsCounters
        : metric == Metric.OfByteLoads
            ? $": the notes in metadata.json say which CPU is unknown; {metric.Name}: off in thresholds.yaml does without"
        : "";

    private const string NeedsCounters =
        ": it needs perf and counters of the hardware on every host; 'missing' in monitoring/summary.json of a run says what a host lacks. "
        + "Where nothing counts them, as in most virtual machines, give cpu_per_packet the budget instead";

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
