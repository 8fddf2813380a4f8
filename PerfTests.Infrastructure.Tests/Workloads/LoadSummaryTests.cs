using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Iperf3;

namespace PerfTests.Infrastructure.Tests.Workloads;

[TestFixture]
internal sealed class LoadSummaryTests
{
    [Test]
    public void The_stream_that_stood_still_longest_and_the_one_that_took_longest_count_for_all()
    {
        var steady = new LoadResult { LoadSeconds = 6, Metrics = new Dictionary<string, double>() };
        var load = LoadSummary.Of([
            steady with
            {
                LongestGapSeconds = 3.4,
            },
            steady with
            {
                ExcessPercent = 20,
            },
            steady with
            {
                LongestGapSeconds = 0.1,
            },
        ]);
        Assert.That((load.LongestGapSeconds, load.ExcessPercent), Is.EqualTo(((double?)3.4, 20.0)));
        Assert.That(LoadSummary.Of([steady, steady]).LongestGapSeconds, Is.Null);
    }

    [Test]
    public void Two_recorded_processes_add_up()
    {
        var iperf3 = new Iperf3Program();
        var processes = new[] { "a", "b" }
            .Select(name => iperf3.Parse(0, RecordedOutput.Read($"iperf3_proc2_{name}.json"), string.Empty, 1))
            .ToList();
        var total = LoadSummary.Of(processes);
        Assert.That(total.Metrics["throughput"], Is.EqualTo(5917501231.687666 + 6658360363.861168).Within(1e-9).Percent);
        Assert.That(total.Metrics["retransmits"], Is.EqualTo(45));
        Assert.That(total.Metrics["client_cpu"], Is.EqualTo(24.975538549654754 + 27.74035564981426).Within(1e-9));
        Assert.That(total.LoadSeconds, Is.EqualTo(1.003927));
    }

    [Test]
    public void Latencies_are_weighted_by_transactions()
    {
        var total = LoadSummary.Of([
            Latency(
                transactions: 300,
                (Metric.MeanLatency, 10),
                (Metric.P99Latency, 20),
                (Metric.MinLatency, 5),
                (Metric.MaxLatency, 90),
                (Metric.TransactionRate, 300)
            ),
            Latency(
                transactions: 100,
                (Metric.MeanLatency, 30),
                (Metric.P99Latency, 40),
                (Metric.MinLatency, 7),
                (Metric.MaxLatency, 80),
                (Metric.TransactionRate, 100)
            ),
        ]);
        Assert.That(
            total.Metrics,
            Is.EquivalentTo(
                new Dictionary<string, double>
                {
                    ["mean_latency"] = 15,
                    ["p99_latency"] = 25,
                    ["min_latency"] = 5,
                    ["max_latency"] = 90,
                    ["transaction_rate"] = 400,
                }
            )
        );
        Assert.That(total.Transactions, Is.EqualTo(400));
    }

    [Test]
    public void Latencies_of_unknown_weight_are_plain_means() =>
        Assert.That(
            LoadSummary.Of([Latency(null, (Metric.MeanLatency, 10)), Latency(5, (Metric.MeanLatency, 30))]).Metrics["mean_latency"],
            Is.EqualTo(20)
        );

    [Test]
    public void Loss_is_weighted_by_packets_and_jitter_is_not()
    {
        var total = LoadSummary.Of([
            new LoadResult
            {
                LoadSeconds = 1,
                PacketsSent = 900,
                Metrics = new Dictionary<string, double> { ["loss"] = 0, ["jitter"] = 1 },
            },
            new LoadResult
            {
                LoadSeconds = 2,
                PacketsSent = 100,
                Metrics = new Dictionary<string, double> { ["loss"] = 10, ["jitter"] = 3 },
            },
        ]);
        Assert.That(
            (total.Metrics["loss"], total.Metrics["jitter"], total.PacketsSent, total.LoadSeconds),
            Is.EqualTo((1.0, 2.0, 1000.0, 2.0))
        );
    }

    [Test]
    public void A_metric_that_one_process_lacks_is_left_out() =>
        Assert.That(
            LoadSummary.Of([Latency(1, (Metric.Throughput, 1), (Metric.ClientCpu, 2)), Latency(1, (Metric.Throughput, 1))]).Metrics.Keys,
            Is.EqualTo(new[] { "throughput" })
        );

    [Test]
    public void A_run_without_processes_is_refused() => Assert.That(() => LoadSummary.Of([]), Throws.ArgumentException);

    [Test]
    public void Means_stay_between_the_extremes_and_sums_are_sums()
    {
        var values = ArbMap.Default.ArbFor<NonEmptyArray<PositiveInt>>();
        Prop.ForAll(
                values,
                array =>
                {
                    var numbers = array.Get.Select(number => (double)number.Get).ToList();
                    var metrics = LoadSummary
                        .Of([.. numbers.Select(number => Latency(number, (Metric.MeanLatency, number), (Metric.Throughput, number)))])
                        .Metrics;
                    return metrics["mean_latency"] >= numbers.Min() - 1e-9
                        && metrics["mean_latency"] <= numbers.Max() + 1e-9
                        && Math.Abs(metrics["throughput"] - numbers.Sum()) < 1e-6;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static LoadResult Latency(double? transactions, params (Metric Metric, double Value)[] values) =>
        new()
        {
            LoadSeconds = 1,
            Transactions = transactions,
            Metrics = values.ToDictionary(value => value.Metric.Name, value => value.Value),
        };
}
