using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Execution.Doctor;

namespace PerfTests.Infrastructure.Tests.Execution.Doctor;

[TestFixture]
internal sealed class HostChecksTests
{
    [Test]
    public void A_healthy_host_has_nothing_to_complain_of() => Assert.That(
        Probed.Judge(Probed.Healthy()), Is.Not.Empty.And.All.Property(nameof(Finding.Status)).EqualTo(CheckStatus.Ok));

    [TestCase("missing", "iperf3", "program iperf3", CheckStatus.Fail, "needed by: load server")]
    [TestCase("missing", "ethtool", "program ethtool", CheckStatus.Warn, "not found")]
    [TestCase("missing", "flock", "program flock", CheckStatus.Fail, "needed by: PerfTests")]
    [TestCase("version iperf3", "iperf 3.0.11", "program iperf3", CheckStatus.Fail, "older than 3.1")]
    [TestCase("netperf selectors", " P99_LATENCY", "program netperf", CheckStatus.Fail, "P99_LATENCY")]
    [TestCase("shell cost", "180000", "login shell", CheckStatus.Warn, "180 ms")]
    [TestCase("shell noise", "Welcome!", "login shell", CheckStatus.Warn, "Welcome!")]
    [TestCase("uid", "1000", "root", CheckStatus.Fail, "is not root")]
    [TestCase("kernel", "4.19.0-27-amd64", "bpf kernel", CheckStatus.Fail, "4.19.0")]
    [TestCase("btf", "no", "bpf kernel", CheckStatus.Warn, "without BTF")]
    [TestCase("jit", "0", "bpf kernel", CheckStatus.Warn, "interpreted")]
    [TestCase("bpf_stats", "readonly", "bpf run counts", CheckStatus.Fail, "readonly")]
    [TestCase("load", "no: Operation not permitted", "bpf load", CheckStatus.Fail, "Operation not permitted")]
    [TestCase("tracefs", "no", "tracefs", CheckStatus.Warn, "not mounted")]
    [TestCase("ntp", "no", "clock", CheckStatus.Warn, "not synchronised")]
    [TestCase("governor", "powersave", "cpu frequency", CheckStatus.Warn, "powersave")]
    [TestCase("load1", "3.5", "load", CheckStatus.Warn, "3.50 on 2 CPUs")]
    [TestCase("memory kB", "1000", "memory", CheckStatus.Warn, "1 MB")]
    [TestCase("absent 0", "yes", "interface data0", CheckStatus.Fail, "there is none")]
    [TestCase("link 0", "data0: <BROADCAST,MULTICAST> mtu 1500 state DOWN", "interface data0", CheckStatus.Fail, "is down")]
    [TestCase("link 0", "data0: <NO-CARRIER,BROADCAST,UP> mtu 1500 state DOWN", "interface data0", CheckStatus.Fail, "no carrier")]
    [TestCase("address 0", "198.51.100.11", "interface data0", CheckStatus.Fail, "does not have the test_ip 198.51.100.1; it has 198.51.100.11")]
    [TestCase("peer 0", "3 packets transmitted, 0 received, 100% packet loss, time 402ms", "test path net", CheckStatus.Warn, "100% packet loss")]
    [TestCase("peer 0", "3 packets transmitted, 0 received, +3 errors, 10% packet loss", "test path net", CheckStatus.Warn, "10% packet loss")]
    [TestCase("peer 0", "ping: connect: Network is unreachable", "test path net", CheckStatus.Fail, "Network is unreachable")]
    [TestCase("taken", "3241", "port 12865", CheckStatus.Fail, "is taken")]
    [TestCase("writable", "mktemp: Permission denied", "workdir", CheckStatus.Fail, "Permission denied")]
    [TestCase("free kB", "2048", "workdir", CheckStatus.Warn, "2 MB")]
    [TestCase("inodes", "12", "workdir", CheckStatus.Warn, "12 inodes")]
    [TestCase("lease", "process 7 on elsewhere", "lease", CheckStatus.Warn, "process 7 on elsewhere")]
    [TestCase("scratch", "/srv/perftests/load-abc123", "scratch folders", CheckStatus.Warn, "/srv/perftests/load-abc123")]
    [TestCase("process", "iperf3 4711", "processes", CheckStatus.Warn, "iperf3 (process 4711)")]
    [TestCase("bpf type", "xdp", "bpf programs", CheckStatus.Warn, "1 xdp")]
    public void A_broken_answer_is_told_with_a_remedy(string key, string value, string check, CheckStatus status, string found)
    {
        var finding = Probed.Judge(Probed.With(key, value)).Single(each => each.Status is not CheckStatus.Ok and not CheckStatus.Skipped);
        Assert.Multiple(() =>
        {
            Assert.That((finding.Check, finding.Status), Is.EqualTo((check, status)));
            Assert.That(finding.Found, Does.Contain(found));
            Assert.That(finding.Remedy, Is.Not.Empty);
        });
    }

    [Test]
    public void Time_that_other_guests_took_is_told() => Assert.That(
        Probed.Judge(Probed.With("ticks", "cpu  100 0 100 800 0 0 0 0 0 0", "cpu  110 0 110 870 0 0 0 10 0 0"))
            .Single(finding => finding.Check == "steal").Found, Does.StartWith("10.0 %"));

    [TestCase("20 cron", CheckStatus.Ok, "processes of others use 0 % of a core")]
    [TestCase("60 cron", CheckStatus.Warn, "processes of others use 80 % of a core (cron 80)")]
    public void What_others_take_of_a_host_is_told(string after, CheckStatus status, string found)
    {
        var login = ProbeAnswers.Parse($"foreign_before_at=100\nforeign_before=20 cron\nforeign_after_at=100.5\nforeign_after={after}\nend=1\n");
        var finding = new ForeignLoadCheck().Judge(Probed.Healthy() with { Login = login }).Single();
        Assert.That((finding.Status, finding.Found), Is.EqualTo((status, found)));
    }

    [TestCase("")]
    [TestCase("foreign_before_at=100\nforeign_after_at=100\n")]
    public void A_host_that_does_not_tell_its_processes_is_not_judged_by_them(string answers) =>
        Assert.That(new ForeignLoadCheck().Judge(Probed.Healthy() with { Login = ProbeAnswers.Parse(answers) }), Is.Empty);

    [Test]
    public void Guest_ticks_are_in_user_ticks_and_do_not_dilute_stolen_time() =>
        Assert.That(CpuCheck.StolenPercent(["cpu  100 0 0 900 0 0 0 0 500 0", "cpu  110 0 0 980 0 0 0 10 600 0"]), Is.EqualTo(10));

    [TestCase("cpu 1 2 3 4 5 6 7")]
    [TestCase("cpu 1 2 3 4 5 6 7 x")]
    [TestCase("cpu 100 0 0 900 0 0 0 0 500 0")]
    public void Ticks_that_do_not_tell_give_no_stolen_time(string second) =>
        Assert.That(CpuCheck.StolenPercent(["cpu  100 0 0 900 0 0 0 0 500 0", second]), Is.Null);

    [TestCase("kprobe")]
    [TestCase("tracepoint")]
    [TestCase("raw_tracepoint")]
    [TestCase("tracing")]
    [TestCase("perf_event")]
    [TestCase("xdp")]
    [TestCase("sched_cls")]
    [TestCase("sched_act")]
    [TestCase("socket_filter")]
    [TestCase("sk_skb")]
    [TestCase("sock_ops")]
    [TestCase("lwt_xmit")]
    [TestCase("netfilter")]
    [TestCase("struct_ops")]
    public void Each_kind_of_program_that_sees_packets_or_traces_is_told(string type) => Assert.That(
        Probed.Judge(Probed.With("bpf type", type)).Single(finding => finding.Check == "bpf programs").Status, Is.EqualTo(CheckStatus.Warn));

    [Test]
    public void The_holder_of_a_taken_port_is_named()
    {
        var host = Probed.With("taken", "1389") with
        {
            Root = ProbeAnswers.Parse(Probed.Root + "\nlistener=LISTEN 0 4096 198.51.100.1:5001 0.0.0.0:* users:((\"iperf3\",pid=812,fd=3))"),
        };
        Assert.That(Probed.Judge(host).Single(finding => finding.Check == "port 5001").Found, Is.EqualTo("is taken by iperf3 (process 812)"));
    }

    [Test]
    public void Without_sudo_the_rest_is_still_told_and_nothing_of_root_is_guessed()
    {
        var host = Probed.Healthy(Probed.Needs(sudo: true)) with { Root = null, RootRefusal = "sudo: a password is required" };
        var findings = Probed.Judge(host);
        Assert.Multiple(() =>
        {
            Assert.That(findings.Where(finding => finding.Status == CheckStatus.Fail).Select(finding => finding.Check), Is.EqualTo(new[] { "root" }));
            Assert.That(findings.Single(finding => finding.Check == "root").Found, Does.Contain("a password is required"));
            Assert.That(findings.Where(finding => finding.Check.StartsWith("bpf", StringComparison.Ordinal)), Is.All.Property("Status").EqualTo(CheckStatus.Skipped));
        });
    }

    [Test]
    public void A_host_that_has_no_sudo_is_told_apart_from_one_that_refuses_it()
    {
        var host = Probed.Healthy(Probed.Needs(sudo: true)) with { Root = null, RootRefusal = "bash: line 1: exec: sudo: not found" };
        Assert.That(Probed.Judge(host).Single(finding => finding.Check == "root").Remedy, Does.StartWith("install sudo there"));
    }

    [Test]
    public void Clocks_apart_beyond_doubt_are_told_and_those_within_the_doubt_are_not()
    {
        static CheckStatus Status(double offset, double uncertainty) => Probed.Judge(Probed.Healthy() with { Clock = new ClockOffset(offset, uncertainty) })
            .Single(finding => finding.Check == "clock").Status;
        Assert.Multiple(() =>
        {
            Assert.That(Status(-0.3, 0.1), Is.EqualTo(CheckStatus.Warn));
            Assert.That(Status(0.3, 0.25), Is.EqualTo(CheckStatus.Ok));
        });
    }

    [Test]
    public void A_host_that_was_cut_off_is_never_found_healthy_where_it_did_not_answer()
    {
        // A missing answer may be skipped, but nothing may be made up.
        var findings = Probed.Judge(new ProbedHost(Probed.Needs(), ProbeAnswers.Parse(""), ProbeAnswers.Parse("")));
        var decisive = findings.Where(finding => finding.Check is "ports" or "workdir" or "interface data0" or "test path net" or "processes" or "bpf load" or "clock"
            || finding.Check.StartsWith("program ", StringComparison.Ordinal));
        Assert.That(decisive, Is.Not.Empty.And.All.Property(nameof(Finding.Status)).EqualTo(CheckStatus.Skipped));
    }

    [Test]
    public void No_answer_of_a_host_breaks_the_examination()
    {
        string[] keys = [.. (Probed.Login + "\n" + Probed.Root).Split('\n').Select(line => line.Split('=')[0]).Distinct(), "taken", "listener", "process", "bpf type", "governor"];
        var values = Gen.OneOf(
            Gen.Elements("", "-1", "NaN", "1e400", "99999999999999999999", "=", "a=b", "0% packet loss", "cpu x", "\u001b[2J", "FFFFFFFFFF", "3.", "99999.99999", "é"),
            ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(text => text.Get));
        var lines = Gen.Zip(Gen.Elements(keys), values).Select(pair => $"{pair.Item1}={pair.Item2}").ListOf();
        Prop.ForAll(lines.ToArbitrary(), answers =>
        {
            var text = ProbeAnswers.Parse(string.Join('\n', answers));
            return Probed.Judge(new ProbedHost(Probed.Needs(), text, text)).All(finding => finding.Found.Length > 0);
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void The_answer_of_a_clock_is_set_against_the_middle_of_the_round_trip()
    {
        var asked = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var offset = ClockOffset.Of("1800000000260000000\n", asked, TimeSpan.FromMilliseconds(20))!;
        Assert.Multiple(() =>
        {
            Assert.That(offset.OffsetSeconds, Is.EqualTo(0.25).Within(1e-5));
            Assert.That(offset.UncertaintySeconds, Is.EqualTo(0.01).Within(1e-9));
            // What a date without nanoseconds prints.
            Assert.That(ClockOffset.Of("1800000000N", asked, TimeSpan.Zero), Is.Null);
        });
    }

    [Test]
    public void Ports_in_a_row_are_drawn_together() => Assert.That(PortsCheck.Ranges([1, 5001, 5002, 5003, 12865]), Is.EqualTo("1, 5001-5003, 12865"));
}
