using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

[TestFixture]
internal sealed class LoadTrafficTests
{
    // Measured: 2 s of one TCP stream over veth, segmented by the sender. GRO made 62,784 packets of it on their way to the programs.
    [Test]
    public void Of_a_stream_that_is_merged_on_its_way_fewer_packets_are_asked_for_than_the_interface_counts()
    {
        var traffic = Of(
            TestType.Throughput,
            Protocol.Tcp,
            Counters(2_987_071_453, 2_000_216, 3_182_841, 48_213),
            Load(throughput: 11.5e9, seconds: 2)
        );
        Assert.Multiple(() =>
        {
            Assert.That(traffic.Seen.Packets, Is.EqualTo(2_000_216));
            Assert.That(traffic.Seen.LeastPackets, Is.EqualTo(45_580));
            Assert.That(62_784 / traffic.Seen.LeastPackets, Is.GreaterThan(1));
            Assert.That(traffic.Share, Is.EqualTo(1.04).Within(0.01));
        });
    }

    [Test]
    public void The_direction_with_more_bytes_counts() =>
        Assert.That(
            Of(TestType.Throughput, Protocol.Udp, Counters(1_000, 10, 5_000_000, 4_000), Load(throughput: 40e6, seconds: 1)).Seen.Packets,
            Is.EqualTo(4_000)
        );

    [Test]
    public void An_echo_of_many_fragments_counts_once()
    {
        var traffic = Of(
            TestType.Latency,
            Protocol.Icmp,
            Counters(1_650_000, 1_100, 1_650_000, 1_100),
            new LoadResult
            {
                LoadSeconds = 1,
                Metrics = new Dictionary<string, double>(),
                Transactions = 100,
            }
        );
        Assert.That((traffic.Seen.Packets, traffic.Seen.LeastPackets), Is.EqualTo((1_100L, 100.0)));
    }

    [Test]
    public void A_stream_of_requests_is_not_taken_for_one_that_is_merged() =>
        Assert.That(
            Of(
                TestType.Latency,
                Protocol.Tcp,
                Counters(660_000, 10_000, 660_000, 10_000),
                new LoadResult
                {
                    LoadSeconds = 1,
                    Metrics = new Dictionary<string, double>(),
                    Transactions = 9_990,
                }
            ).Seen.LeastPackets,
            Is.EqualTo(9_990)
        );

    [Test]
    public void Another_interface_than_the_load_s_carried_next_to_nothing_of_it() =>
        Assert.That(
            Of(TestType.Throughput, Protocol.Tcp, Counters(9_000, 90, 800, 8), Load(throughput: 1e9, seconds: 1)).Share,
            Is.LessThan(0.001)
        );

    [Test]
    public void Counters_that_went_backwards_are_an_error() =>
        Assert.That(
            () =>
                LoadTraffic.Of("eth0", Counters(5, 5, 5, 5), Counters(4, 5, 5, 5), Load(1, 1), Workload(TestType.Throughput, Protocol.Tcp)),
            Throws.TypeOf<FormatException>().With.Message.Contains("eth0")
        );

    private static LoadTraffic Of(TestType type, Protocol protocol, NetDevCounters after, LoadResult load) =>
        LoadTraffic.Of("eth0", Counters(0, 0, 0, 0), after, load, Workload(type, protocol));

    private static LoadResult Load(double throughput, double seconds) =>
        new()
        {
            LoadSeconds = seconds,
            Metrics = new Dictionary<string, double> { [Metric.Throughput.Name] = throughput },
        };

    private static Workload Workload(TestType type, Protocol protocol) =>
        new()
        {
            Type = type,
            Protocol = protocol,
            Params = "p",
            ServerCommand = null,
            ClientCommand = new CommandTemplate("true"),
            DurationSeconds = 1,
        };

    private static NetDevCounters Counters(ulong received, ulong receivedPackets, ulong sent, ulong sentPackets) =>
        new()
        {
            ReceivedBytes = received,
            ReceivedPackets = receivedPackets,
            ReceiveErrors = 0,
            ReceiveDropped = 0,
            SentBytes = sent,
            SentPackets = sentPackets,
            SendErrors = 0,
            SendDropped = 0,
        };
}
