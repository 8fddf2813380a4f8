using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class InterfaceTrafficTests
{
    [Test]
    public void What_an_interface_carries_without_the_load_is_taken_off_and_never_gives_less_than_nothing()
    {
        var load = InterfaceTraffic.Between(Counters(100, 10), Counters(1100, 15));
        var idle = InterfaceTraffic.Between(Counters(0, 0), Counters(50, 50)).Times(2).Least(new(80, 1e9, 80, 1e9));
        Assert.Multiple(() =>
        {
            Assert.That(load, Is.EqualTo(new InterfaceTraffic(1000, 1e6, 5, 5e3)));
            Assert.That(load.Less(idle, 2), Is.EqualTo(new InterfaceTraffic(840, 8e5, 0, 0)));
        });
    }

    [Test]
    public void Counters_of_an_interface_that_was_made_anew_count_from_zero() =>
        Assert.That(InterfaceTraffic.Between(Counters(100, 10), Counters(7, 3)), Is.EqualTo(new InterfaceTraffic(7, 7e3, 3, 3e3)));

    [TestCase(true, PacketDirection.Received, 7)]
    [TestCase(false, PacketDirection.Sent, 3)]
    [TestCase(null, PacketDirection.Either, 7)]
    public void A_program_sees_the_packets_of_its_direction(bool? receives, PacketDirection direction, double packets) =>
        Assert.That(
            new InterfaceTraffic(7, 7000, 3, 3000).SeenBy("eth0", receives),
            Is.EqualTo(new BoundInterface("eth0", direction, packets, 1000 * packets, 7))
        );

    private static NetDevCounters Counters(ulong received, ulong sent) =>
        new()
        {
            ReceivedBytes = 1000 * received,
            ReceivedPackets = received,
            ReceiveErrors = 0,
            ReceiveDropped = 0,
            SentBytes = 1000 * sent,
            SentPackets = sent,
            SendErrors = 0,
            SendDropped = 0,
        };
}
