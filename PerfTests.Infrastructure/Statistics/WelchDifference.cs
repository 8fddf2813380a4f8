namespace PerfTests.Infrastructure.Statistics;

/// <summary>Difference of the means of two independent samples whose variances may differ, with one-sided bounds.</summary>
/// <remarks>
/// <code>
/// SE = sqrt(s1²/n1 + s2²/n2)
/// ν  = (s1²/n1 + s2²/n2)² / ((s1²/n1)²/(n1 - 1) + (s2²/n2)²/(n2 - 1))
/// </code>
/// B. L. Welch, Biometrika 34 (1947); F. E. Satterthwaite, Biometrics Bulletin 2 (1946) for the degrees of freedom ν.
/// </remarks>
/// <param name="Difference">Mean of the second sample less that of the first.</param>
/// <param name="StandardError">NaN when a sample has fewer than two values.</param>
/// <param name="DegreesOfFreedom">ν, from the smaller n - 1 to n1 + n2 - 2.</param>
internal sealed record WelchDifference(double Difference, double StandardError, double DegreesOfFreedom)
{
    public static WelchDifference Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var difference = ArithmeticMean.Of(second) - ArithmeticMean.Of(first);
        var (a, b) = (VarianceOfMean(first), VarianceOfMean(second));
        var freedom = (a + b) * (a + b) / ((a * a / (first.Count - 1)) + (b * b / (second.Count - 1)));
        // Without any spread ν is 0/0; the margin is zero whatever it is.
        return new WelchDifference(difference, Math.Sqrt(a + b), a + b == 0 ? first.Count + second.Count - 2 : freedom);
    }

    /// <summary>Distance of each one-sided bound from the difference; null when a sample is too small for one.</summary>
    /// <param name="alpha">Probability that the truth is beyond the bound, between 0 and 0.5.</param>
    public double? Margin(double alpha) =>
        double.IsNaN(StandardError)
            ? null
            : StudentQuantile.At(1 - alpha, Math.Max(1, (int)Math.Floor(DegreesOfFreedom + 1e-9))) * StandardError;

    private static double VarianceOfMean(IReadOnlyList<double> values)
    {
        var deviation = StandardDeviation.Of(values);
        return deviation * deviation / values.Count;
    }
}
