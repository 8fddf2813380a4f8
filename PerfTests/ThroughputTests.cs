using PerfTests.Infrastructure.Configuration;

namespace PerfTests;

/// <summary>Does the tool cost throughput, as the receiver sees it?</summary>
[TestFixture]
[Category(nameof(TestType.Throughput))]
public sealed class ThroughputTests
{
    [TestCaseSource(typeof(MatrixSource), nameof(MatrixSource.Throughput))]
    public Task Throughput(PerfTestCase testCase) => testCase.RunAsync();
}
