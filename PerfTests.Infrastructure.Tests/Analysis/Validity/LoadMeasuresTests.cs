using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

[TestFixture]
internal sealed class LoadMeasuresTests
{
    private static readonly LoadResult TenMegabytes = new()
    {
        LoadSeconds = 2,
        Metrics = new Dictionary<string, double> { [Metric.Throughput.Name] = 40e6 },
    };

    private static readonly LoadResult ThousandReplies = new()
    {
        LoadSeconds = 1,
        Metrics = new Dictionary<string, double> { [Metric.MeanLatency.Name] = 20 },
        Transactions = 1000,
    };

    private static IEnumerable<TestCaseData> Links() =>
        [
            new TestCaseData(TenMegabytes, Looks.Counters(10_400_000, 1_000), 104.0).SetName("It_received_the_load"),
            new TestCaseData(TenMegabytes, Looks.Counters(1_000, 10_400_000), 104.0).SetName("It_sent_a_reversed_load"),
            new TestCaseData(TenMegabytes, Looks.Counters(40_000, 8_000), 0.48).SetName("It_carried_next_to_nothing"),
            new TestCaseData(ThousandReplies, Looks.Counters(1, 1, 1000, 1000), 100.0).SetName("It_carried_every_request"),
            new TestCaseData(ThousandReplies, Looks.Counters(1, 1, 110, 100), 100.0).SetName("It_carried_several_requests_in_a_packet"),
            new TestCaseData(ThousandReplies, Looks.Counters(1, 1, 4, 3), 3.5).SetName("It_carried_none_of_the_requests"),
        ];

    [TestCaseSource(nameof(Links))]
    public void What_an_interface_counted_of_the_load(object load, object moved, double percent) =>
        Assert.That(
            Share((LoadResult)load, TestType.Throughput, Arm.Baseline, (NetDevCounters)moved)!.Value,
            Is.EqualTo(percent).Within(0.1)
        );

    [Test]
    public void Counters_that_went_backwards_are_not_a_huge_load()
    {
        var backwards = Looks.Host() with { Before = Looks.Host(moved: Looks.Counters(500, 500)).After };
        Assert.That(
            LoadMeasures
                .Of(TenMegabytes, TestType.Pps, Arm.Baseline, [backwards])
                .Single(measure => measure.Rule == "interface_share_percent")
                .Value,
            Is.Zero
        );
    }

    [Test]
    public void A_driver_that_does_not_count_what_a_tool_handles_spoils_packet_rates_alone()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Share(TenMegabytes, TestType.Throughput, Arm.Ebpf, Looks.Counters(0, 0))!.NotApplicable, Is.Not.Null);
            Assert.That(Share(TenMegabytes, TestType.Pps, Arm.Ebpf, Looks.Counters(0, 0))!.NotApplicable, Is.Null);
            Assert.That(Share(TenMegabytes, TestType.Throughput, Arm.Baseline, Looks.Counters(0, 0))!.NotApplicable, Is.Null);
        });
    }

    [Test]
    public void A_sender_that_a_tool_slows_down_is_that_tools_cost()
    {
        var load = TenMegabytes with { OfferedPercent = 60 };
        ValidityMeasure Offered(Arm arm) =>
            LoadMeasures.Of(load, TestType.Pps, arm, []).Single(measure => measure.Rule == "offered_load_percent");
        Assert.That((Offered(Arm.Baseline).NotApplicable, Offered(Arm.Baseline).Value), Is.EqualTo(((string?)null, 60.0)));
        Assert.That(Offered(Arm.Ebpf).NotApplicable, Does.Contain("its cost"));
    }

    [Test]
    public void Replies_are_counted_where_latencies_are_measured_and_silence_where_it_is_reported()
    {
        Assert.That(Rules(ThousandReplies, TestType.Latency), Is.EqualTo(new[] { "short_load_percent", "long_load_percent", "samples" }));
        Assert.That(
            Rules(TenMegabytes with { SilentSeconds = 0 }, TestType.Throughput),
            Is.EqualTo(new[] { "short_load_percent", "long_load_percent", "silent_seconds" })
        );
    }

    [Test]
    public void A_load_that_took_too_long_or_stood_still_is_measured_by_how_much()
    {
        var measures = LoadMeasures
            .Of(ThousandReplies with { ExcessPercent = 817, LongestGapSeconds = 3.4 }, TestType.Latency, Arm.Baseline, [])
            .ToDictionary(measure => measure.Rule, measure => measure.Value);
        Assert.That((measures["long_load_percent"], measures["longest_gap_seconds"]), Is.EqualTo(((double?)817, (double?)3.4)));
    }

    [Test]
    public void A_sender_that_cannot_keep_up_names_the_key_of_its_rate() =>
        Assert.That(
            LoadMeasures
                .Of(TenMegabytes with { OfferedPercent = 60 }, TestType.Pps, Arm.Baseline, [])
                .Single(measure => measure.Rule == "offered_load_percent")
                .Detail,
            Does.Contain("target_bw")
        );

    [Test]
    public void An_interface_that_a_host_does_not_have_measures_nothing() =>
        Assert.That(
            LoadMeasures
                .Of(TenMegabytes, TestType.Pps, Arm.Baseline, [Looks.Host(networkInterface: "eth9")])
                .Select(measure => measure.Rule),
            Has.None.EqualTo("interface_share_percent")
        );

    private static IEnumerable<string> Rules(LoadResult load, TestType type) =>
        LoadMeasures.Of(load, type, Arm.Baseline, []).Select(measure => measure.Rule);

    private static ValidityMeasure? Share(LoadResult load, TestType type, Arm arm, NetDevCounters moved) =>
        LoadMeasures.Of(load, type, arm, [Looks.Host(moved: moved)]).SingleOrDefault(measure => measure.Rule == "interface_share_percent");
}
