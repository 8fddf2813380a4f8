using PerfTests.Infrastructure.Configuration;

namespace PerfTests;

/// <summary>Does the tool cost packets per second, counted on the receiving interface?</summary>
[TestFixture]
[Category(nameof(TestType.Pps))]
public sealed class PpsTests
{
    [TestCaseSource(typeof(MatrixSource), nameof(MatrixSource.Pps))]
    public Task Pps(PerfTestCase testCase) => testCase.RunAsync();
}
