namespace PerfTests.Infrastructure.Reporting;

/// <summary>Throughput in the interval that ends at a moment of the load.</summary>
internal sealed record RateMoment(double EndSeconds, double BitsPerSecond);
