using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>One metric of tool runs against a stored baseline, in logarithms signed so that more is worse.</summary>
/// <remarks>
/// The stored runs were made at another time. How far the host has drifted since is estimated from the sentinel runs and is added to the
/// interval on the side where it does harm; it never makes an interval narrower and never moves the estimate. Half of the error rate of
/// each bound goes to the comparison, half to the drift. The formulas are in <c>docs/explanation/verdict.md</c>.
/// </remarks>
/// <param name="Overhead">Tool runs less stored runs.</param>
/// <param name="Drift">Sentinel runs less stored runs.</param>
/// <param name="StoredSpread">Standard deviation of the stored runs.</param>
/// <param name="Stored">Number of stored runs.</param>
/// <param name="Sentinels">Number of sentinel runs.</param>
internal sealed record StoredComparison(WelchDifference Overhead, PooledDifference Drift, double StoredSpread, int Stored, int Sentinels)
{
    /// <summary>Number of sessions that the stored runs are of.</summary>
    public required int Sessions { get; init; }

    /// <summary>Standard deviation of the means of these sessions; null where they are too few to know it.</summary>
    public double? SessionSpread { get; init; }

    private const double AgreementConfidence = 0.99;
    private const double NegligibleShareOfBudget = 0.1;

    /// <returns>Null when a run lacks the metric, when a value forms no logarithm, or when there are too few runs.</returns>
    public static StoredComparison? Of(Metric metric, StoredBaseline stored, IReadOnlyList<RoundRecord> validRounds)
    {
        var tool = Logs(
            metric,
            validRounds.SelectMany(round =>
                round.Values.TryGetValue(metric.Name, out var values) ? values.Middle : (IEnumerable<double>)[double.NaN]
            )
        );
        return tool is { Count: >= 2 } && Of(metric, stored) is { } drift
            ? drift with
            {
                Overhead = WelchDifference.Of(Logs(metric, Values(metric, stored.Runs.Select(run => run.Metrics)))!, tool),
            }
            : null;
    }

    /// <summary>The drift alone, which is known before any tool run.</summary>
    public static StoredComparison? Of(Metric metric, StoredBaseline stored)
    {
        var then = Logs(metric, Values(metric, stored.Runs.Select(run => run.Metrics)));
        var now = Logs(metric, Values(metric, stored.Sentinels.Select(run => run.Metrics)));
        if (then is not { Count: >= 2 } || now is not { Count: >= 1 })
            return null;
        var sessions = StoredSessions
            .Of(stored.Runs)
            .Select(session => (IReadOnlyList<double>)Logs(metric, Values(metric, session.Select(run => run.Metrics)))!)
            .ToList();
        var isSpreadKnown = sessions.Count >= StoredSessions.Fewest;
        return new StoredComparison(
            new WelchDifference(double.NaN, double.NaN, 0),
            isSpreadKnown ? PooledDifference.Of(sessions, now) : PooledDifference.Of(then, now),
            StandardDeviation.Of(then),
            then.Count,
            now.Count
        )
        {
            Sessions = sessions.Count,
            SessionSpread = isSpreadKnown ? StandardDeviation.Of([.. sessions.Select(ArithmeticMean.Of)]) : null,
        };
    }

    /// <summary>Upper bound of the overhead: less the drift when the host became better, which hides what the tool costs.</summary>
    public double? High(double alpha) =>
        Overhead.Margin(alpha / 2) is { } margin && Drift.Margin(alpha / 2) is { } drift
            ? Overhead.Difference + margin + Math.Max(0, drift - Drift.Difference)
            : null;

    /// <summary>Lower bound of the overhead: less the drift when the host became worse, which looks like a cost of the tool.</summary>
    public double? Low(double alpha) =>
        Overhead.Margin(alpha / 2) is { } margin && Drift.Margin(alpha / 2) is { } drift
            ? Overhead.Difference - margin - Math.Max(0, drift + Drift.Difference)
            : null;

    /// <summary>
    /// Largest drift with which the sentinel runs still agree with the stored ones: the 99 % prediction interval of their mean, as that of
    /// one more session where it is known how much sessions differ, else by the spread of the stored runs; or a tenth of the budget when
    /// that is more.
    /// </summary>
    public double AllowedDrift(double budgetPercent) =>
        Math.Max(
            SessionSpread is { } spread
                ? Quantile(Sessions - 1)
                    * Math.Sqrt(
                        (spread * spread * (1 + (1.0 / Sessions)))
                            + (double.IsNaN(Drift.StandardError) ? 0 : Drift.StandardError * Drift.StandardError)
                    )
                : Quantile(Stored - 1) * StoredSpread * Math.Sqrt((1.0 / Stored) + (1.0 / Sentinels)),
            Math.Log(1 + (NegligibleShareOfBudget * budgetPercent / 100))
        );

    private static double Quantile(int degreesOfFreedom) => StudentQuantile.At(1 - ((1 - AgreementConfidence) / 2), degreesOfFreedom);

    private static IEnumerable<double> Values(Metric metric, IEnumerable<IReadOnlyDictionary<string, double>> runs) =>
        runs.Select(run => run.GetValueOrDefault(metric.Name, double.NaN));

    private static List<double>? Logs(Metric metric, IEnumerable<double> values)
    {
        var all = values.ToList();
        var sign = metric.Worse switch
        {
            WorseDirection.Higher => 1,
            WorseDirection.Lower => -1,
            _ => 0,
        };
        return sign != 0 && all.TrueForAll(Analysis.Overhead.IsUsable) ? [.. all.Select(value => sign * Math.Log(value))] : null;
    }
}
