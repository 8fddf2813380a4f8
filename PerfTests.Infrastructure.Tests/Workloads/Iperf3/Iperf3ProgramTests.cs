using System.Text.Json.Nodes;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Iperf3;

namespace PerfTests.Infrastructure.Tests.Workloads.Iperf3;

[TestFixture]
internal sealed class Iperf3ProgramTests
{
    private readonly Iperf3Program _iperf3 = new();

    // Expected figures are the bytes that the receiver counted, over its seconds, read from the files by eye.
    [TestCase("iperf3_tcp_1s.json", 1, 1413742592.0, 1.004093, 1.000496)]
    [TestCase("iperf3_tcp_3s_1G.json", 3, 374996992.0, 3.000632, 3.000108)]
    [TestCase("iperf3_tcp_P4.json", 1, 1799552648.0, 1.003945, 1.000157)]
    [TestCase("iperf3_tcp_P8_i0.json", 1, 1702363136.0, 1.004451, 1.002382)]
    [TestCase("iperf3_tcp_reverse.json", 1, 1796210688.0, 1.000079, 1.001142)]
    [TestCase("iperf3_tcp_omit.json", 2, 3070230528.0, 2.000539, 1.999858)]
    [TestCase("iperf3_tcp_getserver.json", 1, 1448869888.0, 1.000689, 1.000192)]
    [TestCase("iperf3_tcp_title_extra.json", 1, 1223163904.0, 1.000528, 1.000431)]
    [TestCase("iperf3_proc2_a.json", 1, 743178240.0, 1.004719, 1.003927)]
    [TestCase("iperf3_proc2_b.json", 1, 848166912.0, 1.01907, 1.000661)]
    [TestCase("iperf3_udp_1G.json", 1, 105063984.0, 1.000137, 1.000018)]
    [TestCase("iperf3_udp_64.json", 1, 4958976.0, 1.00027, 1.000093)]
    [TestCase("iperf3_udp_P4.json", 1, 90960464.0, 1.000116, 1.00002)]
    [TestCase("iperf3_udp_default_1M.json", 1, 131768.0, 1.0003, 1.000124)]
    [TestCase("iperf3_udp_unlimited_loss.json", 1, 85880880.0, 1.000545, 1.000407)]
    [TestCase("iperf3_udp_reverse.json", 1, 62451200.0, 1.000064, 1.000134)]
    [TestCase("iperf3_udp_omit.json", 2, 74998000.0, 2.000086, 2.000034)]
    public void Throughput_is_what_the_receiver_got(string file, double planned, double bytes, double receiverSeconds, double loadSeconds)
    {
        var result = Parse(file, planned);
        Assert.That(result.Metrics[Metric.Throughput.Name], Is.EqualTo(bytes * 8 / receiverSeconds).Within(1e-6).Percent);
        Assert.That(result.LoadSeconds, Is.EqualTo(loadSeconds));
    }

    [Test]
    public void Both_directions_of_bidir_count()
    {
        var tcp = Parse("iperf3_tcp_bidir.json", 1);
        Assert.That(tcp.Metrics[Metric.Throughput.Name], Is.EqualTo((1048444928.0 + 819593216.0) * 8 / 1.007364).Within(1e-6).Percent);
        Assert.That(tcp.Metrics[Metric.Retransmits.Name], Is.EqualTo(131));
        var udp = Parse("iperf3_udp_bidir.json", 1);
        Assert.That(udp.Metrics[Metric.Throughput.Name], Is.EqualTo((37473800.0 + 37471000.0) * 8 / 1.003304).Within(1e-6).Percent);
        Assert.That(udp.PacketsSent, Is.EqualTo(26767 + 26792));
    }

    [Test]
    public void A_TCP_report_gives_retransmits_and_CPU_of_both_ends()
    {
        var metrics = Parse("iperf3_proc2_a.json", 1).Metrics;
        Assert.That(metrics.Keys, Is.EquivalentTo(new[] { "throughput", "retransmits", "client_cpu", "server_cpu" }));
        Assert.That(metrics["retransmits"], Is.EqualTo(45));
        Assert.That(metrics["client_cpu"], Is.EqualTo(24.975538549654754));
        Assert.That(metrics["server_cpu"], Is.EqualTo(23.55735017631585));
    }

    [Test]
    public void A_UDP_report_gives_loss_and_jitter()
    {
        var result = Parse("iperf3_udp_unlimited_loss.json", 1);
        Assert.That(result.Metrics.Keys, Is.EquivalentTo(new[] { "throughput", "loss", "jitter", "client_cpu", "server_cpu" }));
        Assert.That(result.Metrics["loss"], Is.EqualTo(100.0 * 74895 / 134990).Within(1e-9));
        Assert.That(result.Metrics["jitter"], Is.EqualTo(0.004163218288533192));
        Assert.That(result.PacketsSent, Is.EqualTo(134990));
    }

    [Test]
    public void The_client_reports_the_UDP_throughput_that_the_server_counted()
    {
        var server = JsonNode.Parse(RecordedOutput.Read("iperf3_server_udp_1G.json"))!["end"]!["sum_received"]![
            "bits_per_second"
        ]!.GetValue<double>();
        Assert.That(Parse("iperf3_udp_1G.json", 1).Metrics["throughput"], Is.EqualTo(server).Within(1e-9).Percent);
    }

    [Test]
    public void An_old_UDP_report_without_receiver_totals_gives_sent_bytes_less_the_lost_ones()
    {
        var report = Edit(
            "iperf3_udp_1G.json",
            root =>
            {
                root["end"]!.AsObject().Remove("sum_sent");
                root["end"]!.AsObject().Remove("sum_received");
            }
        );
        var result = _iperf3.Parse(0, report, string.Empty, 1);
        Assert.That(result.Metrics["throughput"], Is.EqualTo((86250 - 13692) * 1448 * 8 / 1.000137).Within(1e-6).Percent);
        Assert.That(result.Metrics["loss"], Is.EqualTo(100.0 * 13692 / 86250).Within(1e-9));
    }

    [TestCase("iperf3_err_refused.json", 0, "Connection refused")]
    [TestCase("iperf3_err_noroute.json", 0, "Network is unreachable")]
    [TestCase("iperf3_err_deadhost.json", 0, "Connection timed out")]
    [TestCase("iperf3_err_badname.json", 0, "host name that it cannot resolve")]
    [TestCase("iperf3_err_badcc.json", 0, "unable to connect to server")]
    [TestCase("iperf3_err_busy.json", 0, "the server is busy running a test. try again later")]
    [TestCase("iperf3_err_server_killed.json", 0, "the server has terminated")]
    [TestCase("iperf3_err_server_sigkill.json", 0, "Connection reset by peer")]
    [TestCase("iperf3_err_sigint.json", 1, "interrupt - the client has terminated")]
    [TestCase("iperf3_err_sigterm.json", 1, "interrupt - the client has terminated")]
    [TestCase("iperf3_err_sigkill.json", 137, "was killed (SIGKILL)")]
    [TestCase("iperf3_err_badopt.json", 1, "iperf3: unrecognized option '--nope'")]
    [TestCase("iperf3_err_refused.txt", 1, "unable to connect to server: Connection refused")]
    [TestCase("iperf3_err_busy.txt", 1, "the server is busy running a test. try again later")]
    [TestCase("iperf3_err_server_bind.json", 1, "Address already in use")]
    [TestCase("iperf3_err_server_bind.txt", 1, "Address already in use")]
    [TestCase("iperf3_tcp_text.txt", 0, "text in place of JSON: 'Connecting to host")]
    [TestCase("iperf3_udp_text.txt", 0, "text in place of JSON: 'Connecting to host")]
    [TestCase("iperf3_server_tcp_1s.json", 0, "report of an iperf3 server")]
    [TestCase("iperf3_server_udp_1G.json", 0, "report of an iperf3 server")]
    public void A_failed_load_names_its_cause(string file, int exitCode, string cause)
    {
        var error = RecordedOutput.Files($"{file}.err").Select(RecordedOutput.Read).SingleOrDefault(string.Empty);
        AssertFails(RecordedOutput.Read(file), cause, exitCode, error, planned: 1);
    }

    [Test]
    public void An_error_beside_results_of_a_whole_run_still_fails() =>
        AssertFails(
            Edit("iperf3_tcp_1s.json", root => root["error"] = "control socket has closed unexpectedly"),
            "control socket has closed"
        );

    [Test]
    public void Results_beside_a_failing_exit_code_fail() =>
        AssertFails(RecordedOutput.Read("iperf3_tcp_1s.json"), "failed with exit code 3", exitCode: 3);

    [Test]
    public void No_output_fails_with_what_stands_on_standard_error()
    {
        AssertFails(string.Empty, "iperf3 wrote no output");
        AssertFails(" \n", "iperf3: out of memory", error: "\niperf3: out of memory\nmore\n");
    }

    [Test]
    public void Warnings_in_front_of_the_report_are_skipped() =>
        Assert.That(
            _iperf3
                .Parse(0, "warning: UDP block size 9000 exceeds TCP MSS\n" + RecordedOutput.Read("iperf3_udp_1G.json"), string.Empty, 1)
                .Metrics["throughput"],
            Is.EqualTo(Parse("iperf3_udp_1G.json", 1).Metrics["throughput"])
        );

    [Test]
    public void Two_reports_fail() =>
        AssertFails(RecordedOutput.Read("iperf3_proc2_a.json") + RecordedOutput.Read("iperf3_proc2_b.json"), "is not the JSON");

    [TestCase(1.0, 0)]
    [TestCase(1.3, 0)]
    [TestCase(1.4, 28.6)]
    [TestCase(30, 96.7)]
    public void A_load_tells_how_much_of_it_is_missing(double planned, double missing) =>
        Assert.That(Parse("iperf3_tcp_1s.json", planned).MissingPercent, Is.EqualTo(missing).Within(0.1));

    [Test]
    public void An_interval_without_traffic_is_silent() =>
        Assert.That(
            _iperf3
                .Parse(0, Edit("iperf3_tcp_3s_1G.json", root => root["intervals"]![1]!["sum"]!["bytes"] = 0), string.Empty, 3)
                .SilentSeconds,
            Is.EqualTo(1).Within(0.01)
        );

    [Test]
    public void Silent_intervals_in_a_row_are_one_gap() =>
        Assert.That(
            Gap(root =>
            {
                foreach (var interval in root["intervals"]!.AsArray().Take(2))
                    interval!["sum"]!["bytes"] = 0;
            }),
            Is.EqualTo(2).Within(0.01)
        );

    [Test]
    public void An_interval_that_is_longer_than_the_others_is_a_gap_although_something_moved() =>
        Assert.That(Gap(root => root["intervals"]![1]!["sum"]!["seconds"] = 4.4), Is.EqualTo(3.4).Within(0.01));

    [Test]
    public void A_steady_load_has_no_gap() => Assert.That(Gap(_ => { }), Is.LessThan(0.01));

    [Test]
    public void The_rest_at_the_end_is_not_the_usual_interval() =>
        Assert.That(
            Gap(root =>
            {
                var intervals = root["intervals"]!.AsArray();
                while (intervals.Count > 2)
                    intervals.RemoveAt(intervals.Count - 1);
                (intervals[0]!["sum"]!["seconds"], intervals[1]!["sum"]!["seconds"]) = (2.9, 0.1);
            }),
            Is.Zero
        );

    [TestCase("iperf3_tcp_5000000n.json", 0.133151)]
    [TestCase("iperf3_udp_2000k.json", 1.747099)]
    public void A_load_that_moved_its_amount_is_whole_however_long_it_took(string file, double seconds)
    {
        var report = RecordedOutput.Read(file);
        var result = _iperf3.Parse(0, report, "", plannedSeconds: null);
        Assert.That((result.LoadSeconds, result.MissingPercent, result.ExcessPercent), Is.EqualTo((seconds, 0.0, 0.0)));
        var more = report
            .Replace("\"bytes\":\t5000000,", "\"bytes\":\t10223616,", StringComparison.Ordinal)
            .Replace("\"blocks\":\t2000,", "\"blocks\":\t4000,", StringComparison.Ordinal);
        Assert.That(_iperf3.Parse(0, more, "", plannedSeconds: null).MissingPercent, Is.EqualTo(50));
    }

    [Test]
    public void A_report_of_one_interval_tells_no_gap() => Assert.That(Parse("iperf3_tcp_P8_i0.json", 1).LongestGapSeconds, Is.Null);

    [TestCase(3, 0)]
    [TestCase(2.6, 0, TestName = "Less_than_half_a_second_is_no_excess")]
    [TestCase(2, 50)]
    public void Time_beyond_the_plan_is_told_in_percent(double planned, double percent) =>
        Assert.That(Parse("iperf3_tcp_3s_1G.json", planned).ExcessPercent, Is.EqualTo(percent).Within(1));

    private double? Gap(Action<JsonNode> edit) => _iperf3.Parse(0, Edit("iperf3_tcp_3s_1G.json", edit), string.Empty, 3).LongestGapSeconds;

    [Test]
    public void Intervals_that_the_report_lacks_are_silent() =>
        Assert.That(
            _iperf3
                .Parse(0, Edit("iperf3_tcp_3s_1G.json", root => root["intervals"]!.AsArray().RemoveAt(2)), string.Empty, 3)
                .SilentSeconds,
            Is.EqualTo(1).Within(0.01)
        );

    [Test]
    public void A_silent_way_back_of_bidir_is_silence() =>
        Assert.That(
            _iperf3
                .Parse(0, Edit("iperf3_tcp_bidir.json", root => root["intervals"]![0]!["sum_bidir_reverse"]!["bytes"] = 0), string.Empty, 1)
                .SilentSeconds,
            Is.EqualTo(1).Within(0.01)
        );

    [TestCase("iperf3_udp_1G.json", 99.91)]
    [TestCase("iperf3_udp_P4.json", 99.80)]
    [TestCase("iperf3_udp_bidir.json", 99.91)]
    [TestCase("iperf3_udp_64.json", null)]
    [TestCase("iperf3_tcp_3s_1G.json", null)]
    public void A_capped_udp_load_tells_what_it_sent_of_its_plan(string file, double? percent) =>
        Assert.That(Parse(file, 1).OfferedPercent, percent is null ? Is.Null : Is.EqualTo(percent).Within(0.2));

    [Test]
    public void A_capped_load_may_be_silent_between_its_blocks()
    {
        var report = Edit(
            "iperf3_tcp_3s_1G.json",
            root =>
            {
                root["intervals"]![1]!["sum"]!["bytes"] = 0;
                root["end"]!["sum_sent"]!["bytes"] = 3 * 131072;
            }
        );
        Assert.That(_iperf3.Parse(0, report, string.Empty, 3).SilentSeconds, Is.Zero);
    }

    [Test]
    public void Omitted_intervals_neither_count_nor_stall()
    {
        var report = Edit("iperf3_tcp_omit.json", root => root["intervals"]![0]!["sum"]!["bytes"] = 0);
        Assert.That(_iperf3.Parse(0, report, string.Empty, 2).SilentSeconds, Is.Zero);
    }

    [Test]
    public void A_missing_stream_fails() =>
        AssertFails(Edit("iperf3_tcp_P4.json", root => root["end"]!["streams"]!.AsArray().RemoveAt(0)), "3 of 4 streams");

    [TestCase("sum_received", "bytes", "0", "receiver got nothing")]
    [TestCase("sum_received", "bits_per_second", "-1", "bits_per_second = -1")]
    [TestCase("sum_received", "bits_per_second", "1e999", "Infinity")]
    [TestCase("sum_received", "bits_per_second", "1e15", "which no load can have")]
    [TestCase("sum_received", "bits_per_second", "null", "did not report end.sum_received.bits_per_second")]
    [TestCase("sum_received", "bits_per_second", "\"fast\"", "is not the JSON")]
    [TestCase("sum_received", "bits_per_second", "{}", "is not the JSON")]
    [TestCase("sum_sent", "seconds", "1e300", "which no load can have")]
    [TestCase("sum_sent", "seconds", "0", "which no load can have")]
    public void Impossible_numbers_fail(string totals, string field, string value, string cause)
    {
        var report = Edit("iperf3_tcp_1s.json", root => root["end"]![totals]![field] = "@");
        AssertFails(report.Replace("\"@\"", value, StringComparison.Ordinal), cause);
    }

    [Test]
    public void More_lost_than_sent_fails_for_the_rule_about_loss_would_go_silent_without_the_figure()
    {
        AssertFails(Edit("iperf3_udp_1G.json", root => root["end"]!["sum_received"]!["lost_packets"] = 86251), "lost_packets of end.sum");
        AssertFails(
            Edit(
                "iperf3_udp_1G.json",
                root =>
                {
                    root["end"]!["sum"]!["lost_packets"] = 86251;
                    root["end"]!.AsObject().Remove("sum_received");
                }
            ),
            "lost_packets of end.sum"
        );
    }

    [Test]
    public void An_impossible_CPU_is_left_out_with_a_note()
    {
        var result = _iperf3.Parse(
            0,
            Edit("iperf3_tcp_1s.json", root => root["end"]!["cpu_utilization_percent"]!["host_total"] = -3),
            string.Empty,
            1
        );
        Assert.That(result.Metrics.Keys, Does.Not.Contain("client_cpu").And.Contain("server_cpu"));
        Assert.That(result.Notes.Single(), Does.Contain("host_total = -3"));
    }

    [TestCase("iperf3 -c {server_ip} -p {port}", "iperf3 -c {server_ip} -p {port} -J")]
    [TestCase("iperf3 -c h -J -t 3", "iperf3 -c h -J -t 3")]
    [TestCase("iperf3 -c h --json", "iperf3 -c h --json")]
    [TestCase("iperf3 -c h -T 'a -J b'", "iperf3 -c h -T 'a -J b' -J")]
    [TestCase("iperf3 -c h 2>&1 | tee log", "iperf3 -c h -J 2>&1 | tee log")]
    [TestCase("taskset -c 1 /usr/bin/iperf3 -c h;", "taskset -c 1 /usr/bin/iperf3 -c h -J;")]
    [TestCase("ping -c 1 h", "ping -c 1 h")]
    [TestCase("iperf3 -c h -Jt 10", "iperf3 -c h -Jt 10")]
    [TestCase("iperf3 -c h -t 10 --json-stream", "iperf3 -c h -t 10 --json-stream")]
    [TestCase("iperf3 -c h -T -J", "iperf3 -c h -T -J -J")]
    public void Prepare_adds_J_once_behind_the_last_argument(string command, string expected) =>
        Assert.That(_iperf3.Prepare(new CommandTemplate(command)).Text, Is.EqualTo(expected));

    private LoadResult Parse(string file, double planned) => _iperf3.Parse(0, RecordedOutput.Read(file), string.Empty, planned);

    private void AssertFails(string output, string cause, int exitCode = 0, string error = "", double planned = 1) =>
        Assert.That(
            () => _iperf3.Parse(exitCode, output, error, planned),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains(cause)
        );

    private static string Edit(string file, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(RecordedOutput.Read(file))!.AsObject();
        change(root);
        return root.ToJsonString();
    }
}
