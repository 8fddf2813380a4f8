using MathNet.Numerics.Distributions;

namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>Error rates of looks that take into account how closely the looks hang together.</summary>
/// <remarks>
/// The probability to have crossed a bound by look k is made α t_k, with t_k the share of the rounds: K. K. G. Lan and D. L. DeMets,
/// Biometrika
/// 70 (1983), with the recursion of P. Armitage, C. K. McPherson and B. C. Rowe, J. R. Statist. Soc. A 132 (1969), for independent normal
/// increments.
/// </remarks>
internal static class ErrorSpending
{
    private const int Steps = 200;

    public static double[] Alphas(IReadOnlyList<int> looks, double alpha)
    {
        var alphas = new double[looks.Count];
        double[] at = [0],
            density = [1];
        var (step, before) = (1.0, 0.0);
        for (var look = 0; look < looks.Count; look++)
        {
            var time = (double)looks[look] / looks[^1];
            var deviation = Math.Sqrt(time - before);
            var (from, weights) = (at, Weighted(density, step));
            var spend = alpha * (time - before);
            var bound = Bisect(candidate =>
                from.Zip(weights, (x, weight) => weight * Normal.CDF(0, 1, (x - candidate) / deviation)).Sum() - spend
            );
            alphas[look] = Normal.CDF(0, 1, -bound / Math.Sqrt(time));
            var lowest = -8 * Math.Sqrt(time);
            step = (bound - lowest) / Steps;
            at = [.. Enumerable.Range(0, Steps + 1).Select(i => lowest + (i * (bound - lowest) / Steps))];
            density = [.. at.Select(to => from.Zip(weights, (x, weight) => weight * Normal.PDF(0, deviation, to - x)).Sum())];
            before = time;
        }
        return alphas;
    }

    // Simpson's rule; at the start all the weight is at zero.
    private static double[] Weighted(double[] density, double step) =>
        density.Length == 1
            ? [1]
            :
            [
                .. density.Select(
                    (value, i) =>
                        value
                        * step
                        / 3
                        * (
                            i == 0 || i == density.Length - 1 ? 1
                            : i % 2 == 1 ? 4
                            : 2
                        )
                ),
            ];

    private static double Bisect(Func<double, double> falling)
    {
        var (low, high) = (-10.0, 10.0);
        for (var i = 0; i < 60; i++)
            (low, high) = falling((low + high) / 2) > 0 ? ((low + high) / 2, high) : (low, (low + high) / 2);
        return high;
    }
}
