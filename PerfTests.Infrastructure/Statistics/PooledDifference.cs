namespace PerfTests.Infrastructure.Statistics;

/// <summary>Difference of the means of two independent samples of equal variance, so that a few values borrow the spread of many.</summary>
/// <remarks>
/// The two-sample t test (Student, Biometrika 6, 1908): <c>s² = ((n1 - 1) s1² + (n2 - 1) s2²) / (n1 + n2 - 2)</c> and
/// <c>SE = s sqrt(1/n1 + 1/n2)</c> with n1 + n2 - 2 degrees of freedom. Where the first sample is of several groups, its squares are taken
/// around the mean of each group, and a degree of freedom is lost for each: how much groups differ is no spread of a value then.
/// </remarks>
/// <param name="Difference">Mean of the second sample less that of the first.</param>
/// <param name="StandardError">NaN under three values in all.</param>
/// <param name="DegreesOfFreedom">n1 + n2 - 2 for a single group.</param>
internal sealed record PooledDifference(double Difference, double StandardError, int DegreesOfFreedom)
{
    public static PooledDifference Of(IReadOnlyList<double> first, IReadOnlyList<double> second) => Of([first], second);

    /// <param name="groups">The first sample, in groups that may differ in their level.</param>
    public static PooledDifference Of(IReadOnlyList<IReadOnlyList<double>> groups, IReadOnlyList<double> second)
    {
        double[] first = [.. groups.SelectMany(group => group)];
        var freedom = first.Length - groups.Count + second.Count - 1;
        var variance = freedom < 1 ? double.NaN : (groups.Sum(SquaresAround) + SquaresAround(second)) / freedom;
        return new PooledDifference(
            ArithmeticMean.Of(second) - ArithmeticMean.Of(first),
            Math.Sqrt(variance * ((1.0 / first.Length) + (1.0 / second.Count))),
            freedom
        );
    }

    /// <inheritdoc cref="WelchDifference.Margin"/>
    public double? Margin(double alpha) =>
        double.IsNaN(StandardError) ? null : StudentQuantile.At(1 - alpha, DegreesOfFreedom) * StandardError;

    private static double SquaresAround(IReadOnlyList<double> values)
    {
        var mean = ArithmeticMean.Of(values);
        return values.Sum(value => (value - mean) * (value - mean));
    }
}
