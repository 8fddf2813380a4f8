namespace PerfTests.Infrastructure.Configuration;

/// <summary>The content of <c>performance-test-spec.yaml</c>: the loads of each test type.</summary>
public sealed record PerformanceSpec
{
}
