namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>
/// The median of all pairwise means (Walsh averages), with bounds from the exact distribution of Wilcoxon's signed rank sum.
/// </summary>
/// <remarks>J. L. Hodges and E. L. Lehmann, Ann. Math. Statist. 34 (1963); J. W. Tukey for the bounds.</remarks>
internal sealed record HodgesLehmann
{
    private readonly double[] _averages;
    private readonly int _count;

    private HodgesLehmann(double[] averages, int count) => (_averages, _count) = (averages, count);

    public double Median => (_averages[(_averages.Length - 1) / 2] + _averages[_averages.Length / 2]) / 2;

    public static HodgesLehmann Of(double[] values)
    {
        var averages = new double[values.Length * (values.Length + 1) / 2];
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        for (var j = i; j < values.Length; j++)
            averages[at++] = (values[i] + values[j]) / 2;
        Array.Sort(averages);
        return new(averages, values.Length);
    }

    /// <summary>One-sided bounds: the k-th average from either end, with the largest k whose rank sum is rare enough.</summary>
    public (double Low, double High) Bounds(double alpha) =>
        SignedRankQuantile.At(_count, alpha) is > 0 and var k
            ? (_averages[k - 1], _averages[^k])
            : (double.NegativeInfinity, double.PositiveInfinity);
}
