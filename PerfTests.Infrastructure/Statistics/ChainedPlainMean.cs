namespace PerfTests.Infrastructure.Statistics;

/// <summary>
/// Plain mean over n chained rounds <c>B T B T … B</c> of each tool run against each baseline beside it, outliers included, with
/// one-sided bounds. Its standard error is that of <see cref="ChainedTrimmedMean"/> with nothing trimmed.
/// </summary>
/// <param name="Count">Number of rounds.</param>
/// <param name="Mean">Mean of all differences.</param>
/// <param name="StandardError">NaN for no round.</param>
internal sealed record ChainedPlainMean(int Count, double Mean, double StandardError)
{
    /// <param name="rounds">Of each round the difference to the baseline before it and to the one after it; at least one round.</param>
    public static ChainedPlainMean Of(IReadOnlyList<(double Before, double After)> rounds)
    {
        double[] differences = [.. rounds.SelectMany(round => (double[])[round.Before, round.After])];
        return new(
            rounds.Count,
            ArithmeticMean.Of(differences),
            ChainedTrimmedMean.StandardErrorOf(StandardDeviation.Of(differences), rounds.Count)
        );
    }

    /// <inheritdoc cref="ChainedTrimmedMean.Margin"/>
    public double? Margin(double alpha) => ChainedTrimmedMean.MarginOf(StandardError, Count, alpha);
}
