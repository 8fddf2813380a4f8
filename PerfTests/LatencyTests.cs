using PerfTests.Infrastructure.Configuration;

namespace PerfTests;

/// <summary>Does the tool cost time between a request and its answer?</summary>
[TestFixture]
[Category(nameof(TestType.Latency))]
public sealed class LatencyTests
{
    [TestCaseSource(typeof(MatrixSource), nameof(MatrixSource.Latency))]
    public Task Latency(PerfTestCase testCase) => testCase.RunAsync();
}
