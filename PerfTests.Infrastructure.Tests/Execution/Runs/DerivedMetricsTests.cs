using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

[TestFixture]
internal sealed class DerivedMetricsTests
{
    [Test]
    public void Retransmits_are_told_as_a_share_of_the_segments_that_arrived()
    {
        // 37.5 MB in a second are 25,898 segments of 1448 bytes.
        var metrics = Derived(1, (Metric.Throughput, 300e6), (Metric.Retransmits, 176));
        Assert.That(metrics[Metric.RetransmitShare.Name], Is.EqualTo(100 * 176 / 25898.0).Within(1e-4));
        Assert.That(metrics[Metric.PacketRate.Name], Is.EqualTo(1000));
        Assert.That(
            Derived(10, (Metric.Throughput, 300e6), (Metric.Retransmits, 1760))[Metric.RetransmitShare.Name],
            Is.EqualTo(0.68).Within(0.01)
        );
    }

    [Test]
    public void Without_retransmits_throughput_or_time_there_is_no_share()
    {
        Assert.That(Derived(1, (Metric.Throughput, 300e6)).Keys, Has.None.EqualTo(Metric.RetransmitShare.Name));
        Assert.That(Derived(1, (Metric.Retransmits, 3)).Keys, Has.None.EqualTo(Metric.RetransmitShare.Name));
        Assert.That(Derived(0, (Metric.Throughput, 300e6), (Metric.Retransmits, 3)), Has.Count.EqualTo(2));
    }

    private static IReadOnlyDictionary<string, double> Derived(double seconds, params (Metric Metric, double Value)[] metrics) =>
        MeasuredLoad.Derived(
            new LoadResult { LoadSeconds = seconds, Metrics = metrics.ToDictionary(each => each.Metric.Name, each => each.Value) },
            packets: 1000 * seconds
        );
}
