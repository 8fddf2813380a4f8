namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>The median, with bounds by the sign test: order statistics at binomial ranks.</summary>
internal sealed record SignTestMedian
{
    private readonly double[] _sorted;

    private SignTestMedian(double[] sorted) => _sorted = sorted;

    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    public static SignTestMedian Of(double[] values) => new([.. values.Order()]);

    public (double Low, double High) Bounds(double alpha)
    {
        // The largest k with P(Binomial(n, 1/2) < k) at most alpha.
        var (k, term, probability) = (0, Math.Pow(2, -_sorted.Length), Math.Pow(2, -_sorted.Length));
        while (probability <= alpha)
        {
            term *= (double)(_sorted.Length - k) / (k + 1);
            k++;
            probability += term;
        }
        return k > 0 ? (_sorted[k - 1], _sorted[^k]) : (double.NegativeInfinity, double.PositiveInfinity);
    }
}
