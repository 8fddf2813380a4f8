using MathNet.Numerics.Distributions;

namespace PerfTests.Infrastructure.Statistics;

internal static class StudentQuantile
{
    /// <summary>The value that Student's t stays under with a probability.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double At(double probability, double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, probability);
}
