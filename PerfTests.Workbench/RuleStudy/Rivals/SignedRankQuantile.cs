using System.Collections.Concurrent;

namespace PerfTests.Workbench.RuleStudy.Rivals;

/// <summary>Critical values of Wilcoxon's signed rank sum, exact.</summary>
internal static class SignedRankQuantile
{
    // Tens of millions of calls with a few dozen arguments.
    private static readonly ConcurrentDictionary<(int Count, double Alpha), int> Known = new();

    /// <summary>The largest k with P(rank sum &lt; k) at most <paramref name="alpha"/>; 0 when there is none.</summary>
    public static int At(int count, double alpha) => Known.GetOrAdd((count, alpha), key => Compute(key.Count, key.Alpha));

    private static int Compute(int count, double alpha)
    {
        var most = count * (count + 1) / 2;
        var ways = new double[most + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= count; rank++)
        for (var sum = most; sum >= rank; sum--)
            ways[sum] += ways[sum - rank];
        var (k, probability) = (0, ways[0] / Math.Pow(2, count));
        while (probability <= alpha)
            probability += ways[++k] / Math.Pow(2, count);
        return k;
    }
}
