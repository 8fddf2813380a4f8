using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Comparisons;

/// <summary>Two sides, case by case. The formulas are told in <c>docs/reference/metrics.md</c>.</summary>
internal sealed record Comparison
{
    public required string A { get; init; }

    public required string B { get; init; }

    /// <summary>Of each two-sided interval, as a share of 1.</summary>
    public required double Confidence { get; init; }

    public required IReadOnlyList<CaseDifference> Cases { get; init; }

    /// <summary>Keys of cases that only A has.</summary>
    public required IReadOnlyList<string> OnlyInA { get; init; }

    /// <summary>Keys of cases that only B has.</summary>
    public required IReadOnlyList<string> OnlyInB { get; init; }

    /// <summary>What could not be read or does not agree with itself, on either side.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public static Comparison Of(ComparedSide a, ComparedSide b, double confidence = 0.95) =>
        new()
        {
            A = a.Label,
            B = b.Label,
            Confidence = confidence,
            Cases =
            [
                .. a.Cases.Keys.Where(b.Cases.ContainsKey).Order(StringComparer.Ordinal).Select(key => Case(key, a, b, 1 - confidence)),
            ],
            OnlyInA = [.. a.Cases.Keys.Except(b.Cases.Keys).Order(StringComparer.Ordinal)],
            OnlyInB = [.. b.Cases.Keys.Except(a.Cases.Keys).Order(StringComparer.Ordinal)],
            Problems = [.. new[] { a, b }.DistinctBy(side => side.Reading).SelectMany(Told)],
        };

    private static IEnumerable<string> Told(ComparedSide side) =>
        side
            .Reading.Problems.Select(problem => $"{problem}")
            .Concat(
                side.Cases.Values.SelectMany(result => Contradictions.Of(result, side.Reading)).Select(contradiction => $"{contradiction}")
            )
            .Select(told => $"{side.Label}: {told}");

    private static CaseDifference Case(string key, ComparedSide sideA, ComparedSide sideB, double alpha)
    {
        var (a, b) = (sideA.Cases[key], sideB.Cases[key]);
        var metrics = a
            .Verdict.Metrics.Join(b.Verdict.Metrics, metric => metric.Name, metric => metric.Name, (one, other) => (A: one, B: other))
            .Where(pair => Metric.Find(pair.A.Name) is { Worse: not WorseDirection.NotCompared })
            .Select(pair => Metrics(pair.A, pair.B, a, b, alpha))
            .ToList();
        var fingerprints =
            sideA.Reading.Fingerprints.TryGetValue(a.Verdict.Case, out var here)
            && sideB.Reading.Fingerprints.TryGetValue(b.Verdict.Case, out var there)
                ? here.Differences(there)
                : null;
        var shared = ReferenceEquals(sideA.Reading, sideB.Reading) ? Runs(a).Intersect(Runs(b)).Count() : 0;
        return new(key, a.Verdict, b.Verdict, metrics, fingerprints, shared);
    }

    private static IEnumerable<string> Runs(CaseResult result) => CaseRuns.Of(result) is var runs ? runs.Baseline.Concat(runs.Middle) : [];

    private static MetricDifference Metrics(MetricVerdict one, MetricVerdict other, CaseResult a, CaseResult b, double alpha)
    {
        var metric = Metric.Find(one.Name)!;
        var worse = metric.Worse;
        // Equal percentiles are equal to a step only, and two overheads may each be off by one.
        var step = ReportedStep.LogRatio(
            metric,
            [
                .. new[] { a, b }
                    .SelectMany(Valid)
                    .Where(round => round.Values.ContainsKey(one.Name))
                    .SelectMany(round => round.Values[one.Name].All),
            ]
        );
        return new MetricDifference
        {
            Name = one.Name,
            Unit = one.Unit,
            A = one,
            B = other,
            Overhead =
                a.Tool is null || b.Tool is null
                    ? null
                    : Estimate(worse, Overheads(one.Name, worse, a), Overheads(one.Name, worse, b), alpha, 2 * step),
            Baseline = Estimate(worse, Baselines(one.Name, worse, a), Baselines(one.Name, worse, b), alpha, step),
        };
    }

    private static DifferenceEstimate? Estimate(
        WorseDirection worse,
        (double Mean, double StandardError, int Count)? a,
        (double Mean, double StandardError, int Count)? b,
        double alpha,
        double step
    )
    {
        if (a is null || b is null)
            return null;
        var difference = IndependentDifference.Of(a.Value, b.Value, alpha);
        return DifferenceEstimate.Of(worse, difference with { Margin = difference.Margin is { } margin ? Math.Max(margin, step) : null });
    }

    private static (double Mean, double StandardError, int Count)? Overheads(string metric, WorseDirection worse, CaseResult result)
    {
        var logRatios = Valid(result)
            .Where(round => round.Values.ContainsKey(metric))
            .Select(round => Overhead.LogRatios(worse, round.Values[metric]))
            .OfType<double[]>()
            .ToList();
        return logRatios.Count == 0 ? null
            : RoundMean.Trimmed(logRatios) is var mean ? (mean.Mean, mean.StandardError, mean.DegreesOfFreedom + 1)
            : null;
    }

    /// <summary>Logarithms of the baseline runs, signed so that more is worse.</summary>
    private static (double Mean, double StandardError, int Count)? Baselines(string metric, WorseDirection worse, CaseResult result)
    {
        var sign = worse == WorseDirection.Lower ? -1 : 1;
        var values = BaselineChain
            .Of(metric, Valid(result), middleIsBaseline: result.Tool is null)
            .Where(Analysis.Overhead.IsUsable)
            .Select(value => sign * Math.Log(value))
            .ToList();
        return values.Count == 0 ? null : (ArithmeticMean.Of(values), StandardDeviation.Of(values) / Math.Sqrt(values.Count), values.Count);
    }

    private static List<RoundRecord> Valid(CaseResult result) => [.. result.Rounds.Where(round => round.DroppedBecause is null)];
}
