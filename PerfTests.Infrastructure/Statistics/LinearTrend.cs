namespace PerfTests.Infrastructure.Statistics;

/// <summary>The least-squares line through equally spaced values: how far they drift, and how far they scatter about it.</summary>
/// <remarks>
/// With x = 0 … n-1, mean m and Sxx = n (n² - 1) / 12:
/// <code>
/// slope = Σ (x - (n-1)/2) (y - m) / Sxx
/// s²    = Σ (y - line)² / (n - 2)
/// SE    = s / sqrt(Sxx)
/// </code>
/// </remarks>
/// <param name="Count">Number of values.</param>
/// <param name="Slope">Change from one value to the next.</param>
/// <param name="SlopeError">Standard error of the slope.</param>
/// <param name="Scatter">Standard deviation of the values about the line.</param>
internal sealed record LinearTrend(int Count, double Slope, double SlopeError, double Scatter)
{
    private const int FewestValues = 3;

    /// <returns>Null under three values: two always lie on a line.</returns>
    public static LinearTrend? Of(IReadOnlyList<double> values)
    {
        var n = values.Count;
        if (n < FewestValues)
            return null;
        var mean = ArithmeticMean.Of(values);
        var middle = (n - 1) / 2.0;
        var sxx = n * ((double)n * n - 1) / 12;
        var slope = values.Select((value, x) => (x - middle) * (value - mean)).Sum() / sxx;
        var scatter = Math.Sqrt(values.Select((value, x) => Math.Pow(value - mean - (slope * (x - middle)), 2)).Sum() / (n - 2));
        return new LinearTrend(n, slope, scatter / Math.Sqrt(sxx), scatter);
    }

    /// <summary>Change of the line from the first value to the last.</summary>
    public double Drift => Slope * (Count - 1);

    /// <summary>Distance of each one-sided bound of <see cref="Drift"/> from it.</summary>
    /// <param name="alpha">Probability that the truth is beyond the bound, between 0 and 0.5.</param>
    public double DriftMargin(double alpha) => StudentQuantile.At(1 - alpha, Count - 2) * SlopeError * (Count - 1);
}
