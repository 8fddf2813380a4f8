using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>
/// How coarse the values of a metric are: netperf and ping tell percentiles in whole microseconds of two or three digits.
/// </summary>
/// <remarks>
/// A tool that turns 20.1 us into 20.9 leaves a percentile of 20 where it is, in every run. Equal values are then no proof of certainty,
/// nor is a step from 20 to 21 one of a cost of 5 %: whatever the rounds, the truth may be a step away. Means have digits enough, but for
/// those of <c>ping -q</c>.
/// </remarks>
internal static class ReportedStep
{
    private const double Tolerance = 1e-6;
    private const int AllDigits = 15;

    /// <summary>The step, as log ratio at the value where it matters most; 0 where the values are finer.</summary>
    public static double LogRatio(Metric metric, IReadOnlyList<double> values)
    {
        if (!metric.IsToldInSteps)
            return 0;
        var usable = values.Where(Overhead.IsUsable).ToList();
        // A mean is cut to whole microseconds, never to digits.
        foreach (var digits in metric == Metric.MeanLatency ? (int[])[AllDigits] : [2, 3])
            if (usable.Count > 0 && usable.TrueForAll(value => IsMultiple(value, Step(value, digits))))
                return usable.Max(value => Math.Log(1 + (Step(value, digits) / value)));
        return 0;
    }

    private static double Step(double value, int digits) =>
        Math.Max(1, Math.Pow(10, Math.Floor(Math.Log10(value) + Tolerance) - (digits - 1)));

    private static bool IsMultiple(double value, double step) => Math.Abs(value - (Math.Round(value / step) * step)) <= Tolerance * value;
}
