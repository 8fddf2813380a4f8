using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Execution;

[TestFixture]
internal sealed class InterfaceCheckTests
{
    private static readonly LoadResult TenMegabytes = new()
    {
        LoadSeconds = 2,
        Metrics = new Dictionary<string, double> { [Metric.Throughput.Name] = 40e6 },
    };

    [Test]
    public void An_interface_that_carried_next_to_nothing_is_not_the_one_that_the_load_used() =>
        Assert.That(
            () => InterfaceCheck.Require("eth0", Counters(1_000, 1_000), Counters(41_000, 9_000), TenMegabytes),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("interface eth0").And.Message.Contains("48000 bytes"));

    [TestCase(10_400_000ul, 1_000ul, TestName = "It_may_have_received_the_load")]
    [TestCase(1_000ul, 10_400_000ul, TestName = "It_may_have_sent_a_reversed_load")]
    public void It_carried_the_load(ulong received, ulong sent) =>
        Assert.That(() => InterfaceCheck.Require("eth0", Counters(7, 7), Counters(received, sent), TenMegabytes), Throws.Nothing);

    [Test]
    public void Counters_that_went_backwards_are_not_a_huge_load() =>
        Assert.That(() => InterfaceCheck.Require("eth0", Counters(500, 500), Counters(0, 0), TenMegabytes), Throws.TypeOf<LoadFailedException>());

    [Test]
    public void A_load_that_tells_no_throughput_cannot_be_checked() =>
        Assert.That(
            () => InterfaceCheck.Require("eth0", Counters(0, 0), Counters(0, 0), new LoadResult { LoadSeconds = 1, Metrics = new Dictionary<string, double>() }),
            Throws.Nothing);

    private static NetDevCounters Counters(ulong received, ulong sent) => new()
    {
        ReceivedBytes = received,
        ReceivedPackets = 0,
        ReceiveErrors = 0,
        ReceiveDropped = 0,
        SentBytes = sent,
        SentPackets = 0,
        SendErrors = 0,
        SendDropped = 0,
    };
}
