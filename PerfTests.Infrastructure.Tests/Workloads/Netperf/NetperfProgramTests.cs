using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Netperf;

namespace PerfTests.Infrastructure.Tests.Workloads.Netperf;

[TestFixture]
internal sealed class NetperfProgramTests
{
    private const string Streams =
        "throughput,throughput_units,elapsed_time,protocol,local_send_calls,remote_recv_calls,local_transport_retrans";

    private const string Needed = "min_latency,mean_latency,p50_latency,p90_latency,p99_latency,max_latency,transaction_rate,elapsed_time";

    private readonly NetperfProgram _netperf = new();

    [TestCase("netperf_TCP_RR_o.csv", 13, 20.45, 14, 16, 51, 7811, 48787.829)]
    [TestCase("netperf_TCP_RR_k.txt", 13, 18.81, 15, 17, 37, 5417, 53015.809)]
    [TestCase("netperf_UDP_RR_o.csv", 12, 15.42, 13, 15, 21, 4843, 64644.513)]
    [TestCase("netperf_UDP_RR_k.txt", 11, 24.38, 13, 16, 84, 5414, 40929.740)]
    [TestCase("netperf_TCP_CRR_o.csv", 59, 151.26, 69, 109, 2900, 7999, 6607.438)]
    [TestCase("netperf_TCP_CRR_k.txt", 58, 82.05, 80, 85, 261, 3457, 12177.904)]
    [TestCase("netperf_TCP_RR_interim_o.csv", 6, 8.52, 6, 7, 10, 4755, 116779.666)]
    public void Latencies_are_read_in_microseconds(
        string file,
        double min,
        double mean,
        double p50,
        double p90,
        double p99,
        double max,
        double rate
    )
    {
        var result = Parse(file);
        Assert.That(
            result.Metrics,
            Is.EquivalentTo(
                new Dictionary<string, double>
                {
                    ["min_latency"] = min,
                    ["mean_latency"] = mean,
                    ["p50_latency"] = p50,
                    ["p90_latency"] = p90,
                    ["p99_latency"] = p99,
                    ["max_latency"] = max,
                    ["transaction_rate"] = rate,
                }
            )
        );
        Assert.That(result.LoadSeconds, Is.EqualTo(1));
        Assert.That(result.Transactions, Is.EqualTo(rate));
        // One transaction after the other fills the second: this is what makes the unit of the mean a microsecond.
        Assert.That(mean * rate, Is.EqualTo(1e6).Within(1).Percent);
    }

    [TestCase("netperf_TCP_RR_5000n_o.csv", 5000, 5000 / 36057.605)]
    [TestCase("netperf_UDP_RR_20000n_o.csv", 20_000, 20_000 / 83927.824)]
    [TestCase("netperf_TCP_STREAM_50000000n_o.csv", 50_000_000, 8 * 50e6 / 21122.12e6)]
    public void The_time_of_an_amount_is_better_than_hundredths_of_a_second(string file, int amount, double seconds)
    {
        var result = _netperf.Parse(0, RecordedOutput.Read(file), "", plannedSeconds: null, amount);
        Assert.That(result.LoadSeconds, Is.EqualTo(seconds).Within(1e-6));
        Assert.That((result.MissingPercent, result.ExcessPercent), Is.EqualTo((0.0, 0.0)));
        if (result.Transactions is { } transactions)
            Assert.That(transactions, Is.EqualTo(amount).Within(1e-6));
    }

    [Test]
    public void An_amount_that_was_not_moved_is_missing()
    {
        var result = _netperf.Parse(0, RecordedOutput.Read("netperf_TCP_RR_5000n_o.csv"), "", plannedSeconds: null, 10_000);
        Assert.That(result.MissingPercent, Is.EqualTo(50).Within(1));
        // Rounded by netperf, and no further from it.
        Assert.That(result.LoadSeconds, Is.EqualTo(0.145).Within(1e-9));
    }

    [Test]
    public void The_longest_transaction_is_the_longest_gap()
    {
        var result = Parse("netperf_TCP_RR_all_k.txt");
        Assert.That(result.LongestGapSeconds, Is.EqualTo(result.Metrics["max_latency"] / 1e6).And.Positive);
        Assert.That(Parse("netperf_TCP_STREAM_k.txt").LongestGapSeconds, Is.Null);
    }

    [Test]
    public void A_report_of_all_selectors_gives_the_same_metrics()
    {
        var metrics = Parse("netperf_TCP_RR_all_k.txt").Metrics;
        Assert.That(metrics, Has.Count.EqualTo(7));
        Assert.That(metrics["transaction_rate"], Is.EqualTo(57317.969));
    }

    [TestCase("netperf_UDP_STREAM_k.txt", null, null, Description = "it does not name its protocol")]
    [TestCase("netperf_UDP_STREAM_o.csv", 1.645, null)]
    [TestCase("netperf_TCP_STREAM_o.csv", null, null)]
    [TestCase("netperf_TCP_STREAM_retrans_o.csv", null, 1.0)]
    public void Stream_tests_tell_what_was_lost_or_sent_again(string file, double? loss, double? retransmits)
    {
        var metrics = Parse(file).Metrics;
        double? Told(string name) => metrics.TryGetValue(name, out var value) ? Math.Round(value, 3) : null;
        Assert.That((Told("loss"), Told("retransmits")), Is.EqualTo((loss, retransmits)));
    }

    [TestCase("netperf_TCP_STREAM_k.txt", 10083.42e6)]
    [TestCase("netperf_UDP_STREAM_k.txt", 46.49e6)]
    [TestCase("netperf_TCP_STREAM_o.csv", 1337.07e6)]
    public void Stream_tests_give_the_throughput_of_the_receiver(string file, double bitsPerSecond) =>
        Assert.That(Parse(file).Metrics["throughput"], Is.EqualTo(bitsPerSecond).Within(1e-9).Percent);

    [TestCase("10^9bits/s", 1e9)]
    [TestCase("10^3bits/sec", 1e3)]
    [TestCase("bits/s", 1)]
    [TestCase("2^20Bytes/s", 8.0 * 1024 * 1024)]
    [TestCase("Trans/s", null)]
    [TestCase("10^6bits", null)]
    public void Units_of_throughput_are_known(string unit, double? bitsPerUnit) =>
        Assert.That(NetperfUnit.TryParse(unit), Is.EqualTo(bitsPerUnit));

    [Test]
    public void A_load_that_was_interrupted_tells_how_much_of_it_is_missing() =>
        Assert.That(
            _netperf.Parse(0, RecordedOutput.Read("netperf_err_sigint.txt"), string.Empty, 5).MissingPercent,
            Is.EqualTo(80).Within(0.5)
        );

    [TestCase("netperf_err_refused.txt", 255, "are you sure there is a netserver listening on 10.98.0.1 at port 12999?")]
    [TestCase("netperf_err_badhost.txt", 255, "could not resolve host 'no.such.host.invalid'")]
    [TestCase("netperf_err_badtest.txt", 1, "The test you requested (NOPE_RR) is unknown")]
    [TestCase("netperf_err_server_killed.txt", 1, "recv_data failed: Connection reset by peer")]
    [TestCase("netperf_err_sigterm.txt", 143, "was terminated (SIGTERM)")]
    [TestCase("netperf_badselector.csv", 0, "does not know selector 2 of the list")]
    [TestCase("netperf_unknown_selector.csv", 0, "does not know selector 2 of the list")]
    [TestCase("netperf_no_header.csv", 0, "'-P 0'")]
    [TestCase("netperf_TCP_RR_O.txt", 0, "neither a CSV header nor key=value")]
    [TestCase("netperf_TCP_RR_classic.txt", 0, "neither a CSV header nor key=value")]
    [TestCase("netperf_UDP_RR_classic.txt", 0, "neither a CSV header nor key=value")]
    [TestCase("netperf_TCP_RR_interim.txt", 0, "neither a CSV header nor key=value")]
    [TestCase("netperf_TCP_STREAM_classic.txt", 0, "neither a CSV header nor key=value")]
    [TestCase("netperf_UDP_STREAM_classic.txt", 0, "neither a CSV header nor key=value")]
    [TestCase("netperf_TCP_RR_cpu_k.txt", 0, "did not report elapsed_time")]
    public void A_failed_load_names_its_cause(string file, int exitCode, string cause)
    {
        var error = RecordedOutput.Files($"{file}.err").Select(RecordedOutput.Read).SingleOrDefault(string.Empty);
        AssertFails(RecordedOutput.Read(file), cause, exitCode, error, planned: 5);
    }

    [TestCase("MEAN_LATENCY=18.81\n", "", "did not report mean_latency")]
    [TestCase("P90_LATENCY=17\n", "P90_LATENCY=\n", "did not report p90_latency")]
    [TestCase("P50_LATENCY=15\nP90_LATENCY=17\n", "", "did not report p50_latency, p90_latency")]
    [TestCase("ELAPSED_TIME=1.00\n", "", "did not report elapsed_time")]
    [TestCase("ELAPSED_TIME=1.00\n", "ELAPSED_TIME=1.00", "in the middle of a line: 'ELAPSED_TIME=1.00'")]
    [TestCase("MEAN_LATENCY=18.81", "MEAN_LATENCY=-nan", "mean_latency")]
    [TestCase("MEAN_LATENCY=18.81", "MEAN_LATENCY=1e999", "mean_latency")]
    [TestCase("MEAN_LATENCY=18.81", "MEAN_LATENCY=-1", "mean_latency = -1")]
    [TestCase("MEAN_LATENCY=18.81", "MEAN_LATENCY=12.5", "contradict each other")]
    [TestCase("MEAN_LATENCY=18.81", "MEAN_LATENCY=fast", "'fast', which is not a number")]
    [TestCase("MIN_LATENCY=13\nMEAN_LATENCY=18.81", "MIN_LATENCY=0\nMEAN_LATENCY=0", "no transaction")]
    [TestCase("P50_LATENCY=15", "P50_LATENCY=18", "contradict each other")]
    [TestCase("ELAPSED_TIME=1.00", "ELAPSED_TIME=0.00", "elapsed_time = 0")]
    [TestCase("TRANSACTION_RATE=53015.809", "TRANSACTION_RATE=0.000", "no transaction")]
    [TestCase("P99_LATENCY=37", "P99_LATENCY=37\nP99_LATENCY=38", "P99_LATENCY twice")]
    public void A_report_that_no_whole_load_writes_fails(string part, string replacement, string cause) =>
        AssertFails(RecordedOutput.Read("netperf_TCP_RR_k.txt").Replace(part, replacement, StringComparison.Ordinal), cause);

    [Test]
    public void A_header_without_its_row_fails()
    {
        var report = RecordedOutput.Read("netperf_TCP_RR_o.csv");
        var header = report.IndexOf("13,20.45", StringComparison.Ordinal);
        AssertFails(report[..header], "no values");
        AssertFails(report[..header] + "13,20.45\n", "2 values for 11 columns: the row is cut off");
    }

    [Test]
    public void A_quoted_command_line_among_the_columns_is_one_field()
    {
        var report = RecordedOutput
            .Read("netperf_TCP_RR_o.csv")
            .Replace("Elapsed Time (sec)", "Command Line,Elapsed Time (sec)", StringComparison.Ordinal)
            .Replace("Trans/s,1.00", "Trans/s,\"netperf -- -o a,b,c\", 1.00", StringComparison.Ordinal);
        Assert.That(_netperf.Parse(0, report, string.Empty, 1).LoadSeconds, Is.EqualTo(1));
    }

    [Test]
    public void The_maximum_may_be_rounded_below_the_mean() =>
        Assert.That(
            () =>
                _netperf.Parse(
                    0,
                    RecordedOutput.Read("netperf_TCP_RR_k.txt").Replace("MAX_LATENCY=5417", "MAX_LATENCY=18", StringComparison.Ordinal),
                    "",
                    1
                ),
            Throws.Nothing
        );

    [TestCase("netperf -H h -t TCP_RR", $"netperf -H h -t TCP_RR -- -o {Needed}")]
    [TestCase("netperf -H h -t UDP_RR -- -r 1,1", $"netperf -H h -t UDP_RR -- -r 1,1 -o {Needed}")]
    [TestCase("netperf -H h -t TCP_RR -- -O mean_latency", $"netperf -H h -t TCP_RR -- -O mean_latency -o {Needed}")]
    [TestCase("netperf -H h -t TCP_RR -- -o", $"netperf -H h -t TCP_RR -- -o -o {Needed}")]
    [TestCase($"netperf -H h -t TCP_RR -- -k {Needed}", $"netperf -H h -t TCP_RR -- -k {Needed}")]
    [TestCase("netperf -H h -t TCP_RR -- -k all", "netperf -H h -t TCP_RR -- -k all")]
    [TestCase("netperf -H h -t TCP_RR -- -o {selectors}", "netperf -H h -t TCP_RR -- -o {selectors}")]
    [TestCase($"netperf -P 0 -H h -t TCP_RR -- -o {Needed}", $"netperf -P 0 -H h -t TCP_RR -P 1 -- -o {Needed}")]
    [TestCase($"netperf -P 0 -H h -t TCP_RR -- -k {Needed}", $"netperf -P 0 -H h -t TCP_RR -- -k {Needed}")]
    [TestCase($"netperf -P 0 -H h -t TCP_RR", $"netperf -P 0 -H h -t TCP_RR -P 1 -- -o {Needed}")]
    [TestCase($"netperf -P 0 -t TCP_RR -P 1 -- -o {Needed}", $"netperf -P 0 -t TCP_RR -P 1 -- -o {Needed}")]
    [TestCase("netperf -H h", "netperf -H h -- -o " + Streams)]
    [TestCase("netperf -H h -t UDP_STREAM -- -m 64 -o throughput", "netperf -H h -t UDP_STREAM -- -m 64 -o " + Streams)]
    [TestCase(
        "netperf -t TCP_RR -- -o 'Mean_Latency;p99_latency' | tee log",
        "netperf -t TCP_RR -- -o "
            + "'Mean_Latency;p99_latency,min_latency,p50_latency,p90_latency,max_latency,transaction_rate,elapsed_time' | tee log"
    )]
    [TestCase("netperf -H h -tTCP_RR -l10", $"netperf -H h -tTCP_RR -l10 -- -o {Needed}")]
    [TestCase("netperf -H h -tUDP_STREAM", "netperf -H h -tUDP_STREAM -- -o " + Streams)]
    [TestCase("netperf -H h -t omni -- -d rr -T tcp", $"netperf -H h -t omni -- -d rr -T tcp -o {Needed}")]
    [TestCase("netperf -H h -t omni -- -drecv", "netperf -H h -t omni -- -drecv -o " + Streams)]
    [TestCase("ping -c 1 h", "ping -c 1 h")]
    public void Prepare_completes_the_list_of_selectors(string command, string expected) =>
        Assert.That(_netperf.Prepare(new CommandTemplate(command)).Text, Is.EqualTo(expected));

    [Test]
    public void The_command_of_the_original_design_gets_what_it_lacks() =>
        Assert.That(
            _netperf
                .Prepare(
                    new CommandTemplate(
                        "netperf -H {server_ip} -p {port} -t TCP_RR -l 20 -- -o "
                            + "min_latency,mean_latency,max_latency,p99_latency,p90_latency"
                    )
                )
                .Text,
            Is.EqualTo(
                "netperf -H {server_ip} -p {port} -t TCP_RR -l 20 -- -o min_latency,mean_latency,max_latency,p99_latency,p90_latency,"
                    + "p50_latency,transaction_rate,elapsed_time"
            )
        );

    [Test]
    public void Prepare_changes_nothing_the_second_time()
    {
        var once = _netperf.Prepare(new CommandTemplate("netperf -P 0 -H h -t TCP_RR -- -o mean_latency"));
        Assert.That(_netperf.Prepare(once), Is.EqualTo(once));
    }

    private LoadResult Parse(string file) => _netperf.Parse(0, RecordedOutput.Read(file), string.Empty, 1);

    private void AssertFails(string output, string cause, int exitCode = 0, string error = "", double planned = 1) =>
        Assert.That(
            () => _netperf.Parse(exitCode, output, error, planned),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains(cause)
        );
}
