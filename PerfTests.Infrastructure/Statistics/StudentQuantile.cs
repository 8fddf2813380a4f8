using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace PerfTests.Infrastructure.Statistics;

internal static class StudentQuantile
{
    // A root is searched for each, which is most of the time of a simulated gate; plans of looks ask for the same few over and over.
    private static readonly ConcurrentDictionary<(double Probability, double DegreesOfFreedom), double> Known = new();

    /// <summary>The value that Student's t stays under with a probability.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double At(double probability, double degreesOfFreedom) =>
        double.IsInteger(degreesOfFreedom)
            ? Known.GetOrAdd((probability, degreesOfFreedom), key => StudentT.InvCDF(0, 1, key.DegreesOfFreedom, key.Probability))
            : StudentT.InvCDF(0, 1, degreesOfFreedom, probability);
}
