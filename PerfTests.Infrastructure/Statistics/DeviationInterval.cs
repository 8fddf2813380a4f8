using MathNet.Numerics.Distributions;

namespace PerfTests.Infrastructure.Statistics;

/// <summary>
/// How well a standard deviation is known that was found from few values: factors on it, for an interval with a confidence of 90 %.
/// </summary>
internal sealed record DeviationInterval(double LowFactor, double HighFactor)
{
    private const double Tail = 0.05;

    /// <summary>The interval for normal values: s² ν / σ² follows chi-square with ν degrees of freedom.</summary>
    /// <param name="degreesOfFreedom">Over 0.</param>
    public static DeviationInterval For(double degreesOfFreedom) =>
        new(
            Math.Sqrt(degreesOfFreedom / ChiSquared.InvCDF(degreesOfFreedom, 1 - Tail)),
            Math.Sqrt(degreesOfFreedom / ChiSquared.InvCDF(degreesOfFreedom, Tail))
        );
}
