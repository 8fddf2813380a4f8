namespace PerfTests.Infrastructure.Statistics;

/// <summary>The mean of the values between the lowest and the highest fifth, and their spread with those fifths drawn in.</summary>
/// <remarks>
/// With g = the whole part of 0.2 N values cut at each end, N - 2g kept, and s_w the standard deviation after each cut value is replaced by
/// the nearest kept one (Winsorized):
/// <code>
/// mean      = mean of the kept values
/// deviation = s_w / (1 - 2 × 0.2)          so that deviation / sqrt(N) is the standard error of independent values
/// </code>
/// Under five values nothing is cut, and both are the ordinary ones.
/// J. W. Tukey and D. H. McLaughlin, Sankhya A 25 (1963); K. K. Yuen, Biometrika 61 (1974).
/// Where so many values are equal that s_w is zero although values differ, the mean and deviation of all values take their place: coarse
/// numbers are no proof of certainty.
/// </remarks>
/// <param name="Mean">Mean of the kept values.</param>
/// <param name="StandardDeviation">NaN under two values.</param>
internal sealed record TrimmedMean(double Mean, double StandardDeviation)
{
    private const int Share = 5;

    /// <summary>The lowest value that is kept.</summary>
    public required double Lowest { get; init; }

    /// <summary>The highest value that is kept.</summary>
    public required double Highest { get; init; }

    /// <summary>By what a Winsorized deviation is divided: 1 when nothing was cut.</summary>
    public required double KeptShare { get; init; }

    /// <param name="values">At least one, in any order. They are sorted in place.</param>
    public static TrimmedMean OfSorting(Span<double> values)
    {
        values.Sort();
        var cut = values.Length / Share;
        if (values[cut] == values[^(cut + 1)])
            cut = 0;
        var kept = values[cut..^cut];
        var (low, high) = (kept[0], kept[^1]);
        var winsorizedMean = ((cut * (low + high)) + Sum(kept)) / values.Length;
        var squares = cut * (Square(low - winsorizedMean) + Square(high - winsorizedMean));
        foreach (var value in kept)
            squares += Square(value - winsorizedMean);
        var keptShare = cut == 0 ? 1 : 1 - (2.0 / Share);
        var deviation = values.Length < 2 ? double.NaN : Math.Sqrt(squares / (values.Length - 1)) / keptShare;
        return new(Sum(kept) / kept.Length, deviation)
        {
            Lowest = low,
            Highest = high,
            KeptShare = keptShare,
        };
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static double Square(double value) => value * value;
}
