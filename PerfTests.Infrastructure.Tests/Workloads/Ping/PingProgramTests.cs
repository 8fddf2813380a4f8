using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Ping;

namespace PerfTests.Infrastructure.Tests.Workloads.Ping;

[TestFixture]
internal sealed class PingProgramTests
{
    private const string TwoReplies = """
        PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.
        64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.100 ms
        64 bytes from 10.0.0.1: icmp_seq=2 ttl=64 time=0.300 ms

        --- 10.0.0.1 ping statistics ---
        2 packets transmitted, 2 received, 0% packet loss, time 1000ms
        rtt min/avg/max/mdev = 0.100/0.200/0.300/0.100 ms

        """;

    private readonly PingProgram _ping = new();

    [Test]
    public void Every_reply_counts_for_the_percentiles()
    {
        var result = Parse("ping_default.txt", 1);
        Assert.That(
            result.Metrics,
            Is.EquivalentTo(
                    new Dictionary<string, double>
                    {
                        ["loss"] = 0,
                        ["min_latency"] = 62,
                        ["mean_latency"] = (82.0 + 63 + 63 + 62 + 74) / 5,
                        ["p50_latency"] = 63,
                        ["p90_latency"] = 82,
                        ["p99_latency"] = 82,
                        ["max_latency"] = 82,
                    }
                )
                .Using<double>((left, right) => Math.Abs(left - right) < 1e-9)
        );
        Assert.That(result.LoadSeconds, Is.EqualTo(0.819));
        Assert.That((result.Transactions, result.PacketsSent), Is.EqualTo((5.0, 5.0)));
    }

    [TestCase("ping_200n.txt", 200, 0)]
    [TestCase("ping_2000n_sigint.txt", 2000, 92.55)]
    public void Requests_of_a_count_that_were_not_sent_are_missing(string file, int amount, double percent)
    {
        var result = _ping.Parse(0, RecordedOutput.Read(file), "", plannedSeconds: null, amount);
        Assert.That((result.MissingPercent, result.ExcessPercent), Is.EqualTo((percent, 0.0)).Within(1e-9));
        Assert.That(result.LoadSeconds, Is.InRange(0.15, 0.35));
    }

    [Test]
    public void Percentiles_are_nearest_ranks()
    {
        var result = Parse("ping_1ms.txt", 0.2);
        var times = RecordedOutput
            .Read("ping_1ms.txt")
            .Split('\n')
            .Where(line => line.Contains("time=", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split("time=")[1].Split(' ')[0]) * 1e3)
            .Order()
            .ToList();
        Assert.That(times, Has.Count.EqualTo(200));
        // The 100th, 180th and 198th of 200.
        Assert.That(
            new[] { result.Metrics["p50_latency"], result.Metrics["p90_latency"], result.Metrics["p99_latency"] },
            Is.EqualTo(new[] { times[99], times[179], times[197] }).Within(1e-9)
        );
    }

    [TestCase("ping_q_1ms.txt", 1, 4, 11, 88, 1.007)]
    [TestCase("ping_flood_q.txt", 0.02, 4, 5, 78, 0.019)]
    [TestCase("ping_adaptive_q.txt", 0.02, 4, 5, 57, 0.020)]
    public void Without_a_line_for_each_reply_the_summary_gives_minimum_mean_and_maximum(
        string file,
        double planned,
        double min,
        double mean,
        double max,
        double seconds
    )
    {
        var result = Parse(file, planned);
        Assert.That(result.Metrics.Keys, Is.EquivalentTo(new[] { "loss", "min_latency", "mean_latency", "max_latency" }));
        Assert.That(
            new[] { result.Metrics["min_latency"], result.Metrics["mean_latency"], result.Metrics["max_latency"], result.LoadSeconds },
            Is.EqualTo(new[] { min, mean, max, seconds }).Within(1e-9)
        );
    }

    [TestCase("ping_loss.txt", 1, "no reply to 2 requests (100 % loss)")]
    [TestCase("ping_noroute.txt", 2, "ping: connect: Network is unreachable")]
    [TestCase("ping_badname.txt", 2, "ping: no.such.host.invalid: Temporary failure in name resolution")]
    public void A_failed_load_names_its_cause(string file, int exitCode, string cause)
    {
        var error = RecordedOutput.Files($"{file}.err").Select(RecordedOutput.Read).SingleOrDefault(string.Empty);
        AssertFails(RecordedOutput.Read(file), cause, exitCode, error, planned: 5);
    }

    [Test]
    public void A_load_that_was_interrupted_tells_how_much_of_it_is_missing() =>
        Assert.That(_ping.Parse(0, RecordedOutput.Read("ping_sigint.txt"), string.Empty, 5).MissingPercent, Is.EqualTo(80).Within(5));

    [Test]
    public void The_interval_behind_the_last_request_belongs_to_the_load() =>
        Assert.That(_ping.Parse(0, TwoReplies, string.Empty, 2).MissingPercent, Is.Zero);

    [TestCase("1 2 3 4 5", 0.0003, TestName = "Without_loss_the_longest_round_trip_is_the_gap")]
    [TestCase("1 2 4 5", 0.0003, TestName = "One_lost_reply_is_loss_and_no_gap")]
    [TestCase("1 5", 3, TestName = "Replies_missing_in_a_row_are_a_gap")]
    [TestCase("1 2 3", 2, TestName = "They_may_be_missing_at_the_end")]
    [TestCase("4 5", 3, TestName = "They_may_be_missing_at_the_start")]
    [TestCase("1 3 2 4 5", 0.0003, TestName = "A_reply_that_was_overtaken_is_not_missing")]
    public void Gaps(string sequence, double seconds)
    {
        var replies = sequence.Split(' ');
        var output =
            string.Concat(replies.Select(number => $"64 bytes from 10.0.0.1: icmp_seq={number} ttl=64 time=0.300 ms\n"))
            + $"\n--- 10.0.0.1 ping statistics ---\n5 packets transmitted, {replies.Length} received, 0% packet loss, time 4000ms\nrtt "
            + $"min/avg/max/mdev = 0.300/0.300/0.300/0.000 ms\n";
        Assert.That(_ping.Parse(0, output, string.Empty, 4).LongestGapSeconds, Is.EqualTo(seconds).Within(1e-6));
    }

    [Test]
    public void A_ping_that_took_too_long_tells_by_how_much() =>
        Assert.That(
            _ping.Parse(0, TwoReplies.Replace("time 1000ms", "time 55000ms", StringComparison.Ordinal), string.Empty, 6).ExcessPercent,
            Is.EqualTo(817).Within(1)
        );

    [Test]
    public void A_duplicate_is_not_a_second_measurement()
    {
        var output = TwoReplies
            .Replace("\n\n---", "\n64 bytes from 10.0.0.9: icmp_seq=2 ttl=64 time=9.000 ms (DUP!)\n\n---", StringComparison.Ordinal)
            .Replace("2 received,", "2 received, +1 duplicates,", StringComparison.Ordinal);
        Assert.That(_ping.Parse(0, output, string.Empty, 2).Metrics["max_latency"], Is.EqualTo(300));
    }

    [Test]
    public void Lost_requests_are_loss_beside_the_latencies_of_the_others()
    {
        var output = TwoReplies
            .Replace(
                "64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.100 ms",
                "From 10.0.0.2 icmp_seq=1 Destination Host Unreachable",
                StringComparison.Ordinal
            )
            .Replace("2 received, 0%", "1 received, +1 errors, 50%", StringComparison.Ordinal);
        var metrics = _ping.Parse(0, output, string.Empty, 2).Metrics;
        Assert.That((metrics["loss"], metrics["min_latency"]), Is.EqualTo((50.0, 300.0)));
    }

    [Test]
    public void Total_loss_quotes_the_word_of_a_router()
    {
        const string output = """
            PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.
            From 10.0.0.2 icmp_seq=1 Destination Host Unreachable

            --- 10.0.0.1 ping statistics ---
            3 packets transmitted, 0 received, +1 errors, 100% packet loss, time 2001ms

            """;
        AssertFails(output, "From 10.0.0.2 icmp_seq=1 Destination Host Unreachable", exitCode: 1);
    }

    [TestCase("2 packets transmitted", "2 Pakete", "no summary")]
    [TestCase("2 received", "3 received", "3 replies to 2 requests")]
    [TestCase("2 packets transmitted, 2", "9 packets transmitted, 4", "counted 4 replies but listed the times of 2")]
    [TestCase("2 received", "99999999999999999999 received", "which no load can have")]
    [TestCase("rtt min", "times min", "no round trip times")]
    [TestCase("0.300 ms\n\n", "1" + "0000000000000000" + ".0 ms\n\n", "which no load can have")]
    [TestCase("0.300 ms\n\n", "nan ms\n\n", "listed the times of 1")]
    public void Output_that_no_whole_ping_writes_fails(string part, string replacement, string cause) =>
        AssertFails(TwoReplies.Replace(part, replacement, StringComparison.Ordinal), cause);

    [Test]
    public void Replies_missing_at_the_deadline_fail() =>
        AssertFails(
            TwoReplies.Replace("2 packets transmitted", "3 packets transmitted", StringComparison.Ordinal),
            "2 of 3 replies came",
            exitCode: 1
        );

    [Test]
    public void Output_without_its_last_line_end_fails() => AssertFails(TwoReplies.TrimEnd(), "in the middle of a line");

    [Test]
    public void No_output_fails() => AssertFails(string.Empty, "ping wrote no output");

    [TestCase("ping -c 5 {server_ip}", "LC_ALL=C ping -c 5 {server_ip}")]
    [TestCase("taskset -c 1 ping h", "LC_ALL=C taskset -c 1 ping h")]
    [TestCase("env LC_ALL=C ping h", "env LC_ALL=C ping h")]
    [TestCase("LC_ALL=de_DE.UTF-8 ping h", "LC_ALL=C ping h")]
    [TestCase("LC_ALL=C env LC_ALL=de_DE.UTF-8 ping h", "LC_ALL=C env LC_ALL=C ping h")]
    [TestCase("iperf3 -c h", "iperf3 -c h")]
    public void Prepare_asks_for_the_untranslated_output_once(string command, string expected) =>
        Assert.That(_ping.Prepare(new CommandTemplate(command)).Text, Is.EqualTo(expected));

    private LoadResult Parse(string file, double planned) => _ping.Parse(0, RecordedOutput.Read(file), string.Empty, planned);

    private void AssertFails(string output, string cause, int exitCode = 0, string error = "", double planned = 2) =>
        Assert.That(() => _ping.Parse(exitCode, output, error, planned), Throws.TypeOf<LoadFailedException>().With.Message.Contains(cause));
}
