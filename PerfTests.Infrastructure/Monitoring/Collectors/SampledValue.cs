namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>
/// A quantity that was sampled while a load ran; where no sample lies wholly in the load there is none of these, not a zero.
/// </summary>
/// <param name="Mean">Arithmetic mean of the samples.</param>
/// <param name="Max">The largest sample.</param>
/// <param name="Samples">Number of samples whose whole interval lies in the load; at least 1.</param>
internal sealed record SampledValue(double Mean, double Max, int Samples)
{
    /// <summary>Null without samples.</summary>
    public static SampledValue? Of(IEnumerable<double> samples)
    {
        var values = samples.ToList();
        return values.Count == 0 ? null : new SampledValue(values.Average(), values.Max(), values.Count);
    }
}
