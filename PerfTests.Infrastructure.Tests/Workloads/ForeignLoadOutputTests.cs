using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Iperf3;
using PerfTests.Infrastructure.Workloads.Netperf;
using PerfTests.Infrastructure.Workloads.Ping;

namespace PerfTests.Infrastructure.Tests.Workloads;

/// <summary>Outputs like those that people reported, with the right answer to each.</summary>
[TestFixture]
internal sealed class ForeignLoadOutputTests
{
    [Test]
    public void A_jitter_longer_than_the_load_is_left_out_with_a_note()
    {
        var result = Iperf3("iperf3__jitter_longer_than_the_load.json");
        Assert.That(result.Metrics.Keys, Does.Not.Contain(Metric.Jitter.Name));
        Assert.That(result.Metrics[Metric.Throughput.Name], Is.EqualTo(1e6));
        Assert.That(result.Notes.Single(), Does.Contain("jitter_ms of end.sum = 611273000").And.Contain("it is left out"));
    }

    [Test]
    public void Both_directions_of_old_bidir_reports_count_although_they_have_one_name()
    {
        var result = Iperf3("iperf3__bidir_3.7_to_3.10.json");
        Assert.That(result.Metrics[Metric.Throughput.Name], Is.EqualTo(3e9));
        Assert.That(result.SilentSeconds, Is.Zero);
    }

    [Test]
    public void A_figure_that_is_not_used_damages_nothing()
    {
        var result = Iperf3("iperf3__nan_in_interval.json");
        Assert.That((result.Metrics[Metric.Throughput.Name], result.Metrics[Metric.Loss.Name]), Is.EqualTo((1e6, 0.0)));
    }

    [TestCase("\"jitter_ms\": 0.01", "\"jitter_ms\": -nan", "jitter_ms of end.sum = NaN")]
    [TestCase("\"jitter_ms\": 0.01", "\"jitter_ms\": inf", "jitter_ms of end.sum = Infinity")]
    [TestCase("\"jitter_ms\": 0.01", "\"jitter_ms\": -3", "jitter_ms of end.sum = -3")]
    public void An_impossible_secondary_figure_is_left_out_with_a_note(string part, string replacement, string note)
    {
        const string Received = ", \"sum_received\": {\"bytes\": 1250000, \"bits_per_second\": 1000000.0}}}";
        var text = Foreign("iperf3__nan_in_interval.json").Replace(part, replacement, StringComparison.Ordinal).TrimEnd()[..^2] + Received;
        var result = new Iperf3Program().Parse(0, text, "", 10);
        Assert.That(result.Notes, Has.One.Contains(note));
        Assert.That(result.Metrics.Keys, Does.Not.Contain(note.Contains("jitter", StringComparison.Ordinal) ? "jitter" : "loss"));
    }

    [TestCase(4294967294)]
    [TestCase(-5)]
    [TestCase(1e9)]
    public void Retransmits_that_the_sent_bytes_cannot_explain_are_left_out(double retransmits)
    {
        var text = Foreign("iperf3__text_behind_document.json")
            .Split('\n')[0]
            .Replace(
                "\"retransmits\": 3",
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"retransmits\": {retransmits:0}"),
                StringComparison.Ordinal
            );
        var result = new Iperf3Program().Parse(0, text, "", 10);
        Assert.That(result.Metrics.Keys, Does.Not.Contain("retransmits"));
        Assert.That(result.Notes.Single(), Does.Contain("retransmits"));
    }

    [Test]
    public void An_error_behind_the_report_is_the_failure() =>
        Assert.That(
            () => Iperf3("iperf3__text_behind_document.json"),
            Throws.TypeOf<LoadFailedException>().With.Message.EqualTo("iperf3: error - unable to send control message: Broken pipe")
        );

    [Test]
    public void A_remark_behind_the_report_damages_nothing_and_is_told()
    {
        var text = Foreign("iperf3__text_behind_document.json")
            .Replace("iperf3: error - unable to send control message: Broken pipe", "sh: logout", StringComparison.Ordinal);
        var result = new Iperf3Program().Parse(0, text, "", 10);
        Assert.That(result.Metrics[Metric.Throughput.Name], Is.EqualTo(1e9));
        Assert.That(result.Notes, Is.EqualTo(new[] { "iperf3 wrote beside its report: 'sh: logout'" }));
    }

    [Test]
    public void A_report_that_came_in_parts_is_read()
    {
        var result = Iperf3("iperf3__json_stream.json");
        Assert.That((result.Metrics[Metric.Throughput.Name], result.Metrics[Metric.Retransmits.Name]), Is.EqualTo((1e9, 3.0)));
        Assert.That(result.SilentSeconds, Is.Zero);
        Assert.That(
            new Iperf3Program().Prepare(new CommandTemplate("iperf3 -c h --json-stream")).Text,
            Is.EqualTo("iperf3 -c h --json-stream")
        );
    }

    [Test]
    public void A_report_in_parts_names_its_error_and_lacks_nothing_at_its_end()
    {
        var lines = Foreign("iperf3__json_stream.json").Split('\n');
        Assert.That(
            () => new Iperf3Program().Parse(0, $"{lines[0]}\n{{\"event\":\"error\",\"data\":\"server gone\"}}\n{lines[2]}\n", "", 10),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("server gone")
        );
        Assert.That(
            () => new Iperf3Program().Parse(0, $"{lines[0]}\n{lines[1]}\n", "", 10),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("no totals")
        );
    }

    [Test]
    public void Units_of_1024_bytes_are_known() =>
        Assert.That(
            new NetperfProgram().Parse(0, Foreign("netperf__units_kB.csv"), "", 10).Metrics[Metric.Throughput.Name],
            Is.EqualTo(9408000000.0)
        );

    [Test]
    public void An_unknown_unit_is_named() =>
        Assert.That(
            () =>
                new NetperfProgram().Parse(
                    0,
                    Foreign("netperf__units_kB.csv").Replace("KBytes/s", "furlongs", StringComparison.Ordinal),
                    "",
                    10
                ),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("'furlongs', a unit that is not known")
        );

    [Test]
    public void A_percentile_longer_than_the_load_is_left_out_with_a_note_and_a_mean_fails()
    {
        var report = RecordedOutput.Read("netperf_TCP_RR_k.txt");
        var result = new NetperfProgram().Parse(
            0,
            report.Replace("P99_LATENCY=37", "P99_LATENCY=3700000", StringComparison.Ordinal),
            "",
            1
        );
        Assert.That(result.Metrics.Keys, Does.Not.Contain("p99_latency").And.Contain("p90_latency"));
        Assert.That(result.Notes.Single(), Does.Contain("p99_latency = 3700000"));
        Assert.That(
            () =>
                new NetperfProgram().Parse(
                    0,
                    report.Replace("MEAN_LATENCY=18.81", "MEAN_LATENCY=3700000", StringComparison.Ordinal),
                    "",
                    1
                ),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("mean_latency = 3700000")
        );
    }

    [TestCase("ping__different_address_one.txt")]
    [TestCase("ping__record_route.txt")]
    [TestCase("ping__icmp_req.txt")]
    public void A_remark_behind_the_time_of_a_reply_is_no_damage(string file)
    {
        var result = new PingProgram().Parse(0, Foreign(file), "", 11);
        Assert.That(result.Transactions, Is.EqualTo(11));
        Assert.That(new[] { "p50_latency", "p90_latency", "p99_latency" }.Select(name => result.Metrics[name]), Is.All.EqualTo(200));
        Assert.That(result.Notes, Is.Empty);
    }

    [Test]
    public void Replies_in_words_that_are_not_known_are_told_to_be_missing()
    {
        var result = new PingProgram().Parse(
            0,
            Foreign("ping__icmp_req.txt").Replace("icmp_req", "sequence", StringComparison.Ordinal),
            "",
            11
        );
        Assert.That(result.Metrics.Keys, Does.Contain("mean_latency").And.Not.Contain("p50_latency"));
        Assert.That(result.Notes.Single(), Does.Contain("no percentiles"));
    }

    [Test]
    public void A_reply_that_was_cut_off_has_no_time_and_is_no_damage()
    {
        var text = Foreign("ping__icmp_req.txt")
            .Replace("icmp_req=11 ttl=64 time=0.200 ms", "icmp_seq=11 ttl=64 (truncated)", StringComparison.Ordinal);
        Assert.That(new PingProgram().Parse(0, text, "", 11).Metrics["p50_latency"], Is.EqualTo(200));
    }

    [Test]
    public void Foreign_text_in_a_failure_cannot_act_on_a_terminal() =>
        Assert.That(
            () => new PingProgram().Parse(2, "", "ping: \u001b]0;owned\u0007 \u202egnip\n", 1),
            Throws.TypeOf<LoadFailedException>().With.Message.EqualTo("ping failed with exit code 2: ping: ␛]0;owned␇ <U+202E>gnip")
        );

    [Test]
    public void Notes_of_all_streams_are_kept_once()
    {
        var result = Iperf3("iperf3__jitter_longer_than_the_load.json");
        Assert.That(LoadSummary.Of([result, result]).Notes, Is.EqualTo(result.Notes));
    }

    private static LoadResult Iperf3(string file) => new Iperf3Program().Parse(0, Foreign(file), "", 10);

    private static string Foreign(string file) => RecordedOutput.Read($"foreign/{file}");
}
