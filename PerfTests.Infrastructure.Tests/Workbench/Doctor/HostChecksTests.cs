using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Workbench.Doctor;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor;

[TestFixture]
internal sealed class HostChecksTests
{
    [Test]
    public void A_healthy_host_has_nothing_to_complain_of() =>
        Assert.That(Probed.Judge(Probed.Healthy()), Is.Not.Empty.And.All.Property(nameof(CheckResult.Status)).EqualTo(CheckStatus.Ok));

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
    [TestCase(
        "address 0",
        "198.51.100.11",
        "interface data0",
        CheckStatus.Fail,
        "does not have the test_ip 198.51.100.1; it has 198.51.100.11"
    )]
    [TestCase(
        "peer 0",
        "3 packets transmitted, 0 received, 100% packet loss, time 402ms",
        "test path net",
        CheckStatus.Warn,
        "100% packet loss"
    )]
    [TestCase(
        "peer 0",
        "3 packets transmitted, 0 received, +3 errors, 10% packet loss",
        "test path net",
        CheckStatus.Warn,
        "10% packet loss"
    )]
    [TestCase("peer 0", "ping: connect: Network is unreachable", "test path net", CheckStatus.Fail, "Network is unreachable")]
    [TestCase("tcp ports", "0016 3241", "port 12865", CheckStatus.Fail, "is taken")]
    [TestCase("udp ports", "0044 1389", "port 5001", CheckStatus.Warn, "is taken for UDP")]
    [TestCase("load to", "143.5", "bpf load", CheckStatus.Warn, "took 40.0 s")]
    [TestCase("load", "late", "bpf load", CheckStatus.Fail, "nothing refused it")]
    [TestCase("max sessions", "2", "ssh sessions", CheckStatus.Warn, "MaxSessions of sshd is 2")]
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
    public void Time_that_other_guests_took_is_told() =>
        Assert.That(
            Probed
                .Judge(Probed.With("ticks", "cpu  100 0 100 800 0 0 0 0 0 0", "cpu  110 0 110 870 0 0 0 10 0 0"))
                .Single(finding => finding.Check == "steal")
                .Found,
            Does.StartWith("10.0 %")
        );

    [TestCase("20 cron", CheckStatus.Ok, "processes of others use 0 % of a core")]
    [TestCase("60 cron", CheckStatus.Warn, "processes of others use 80 % of a core (cron 80)")]
    public void What_others_take_of_a_host_is_told(string after, CheckStatus status, string found)
    {
        var login = ProbeAnswers.Parse(
            $"foreign_before_at=100\nforeign_before=20 cron\nforeign_after_at=100.5\nforeign_after={after}\nend=1\n"
        );
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
    public void Each_kind_of_program_that_sees_packets_or_traces_is_told(string type) =>
        Assert.That(
            Probed.Judge(Probed.With("bpf type", type)).Single(finding => finding.Check == "bpf programs").Status,
            Is.EqualTo(CheckStatus.Warn)
        );

    [TestCase("", "kill 812", "iperf3 (process 812)")]
    [TestCase(
        "systemd=yes\nunit=7 other.service\nunit=812 netperf.service",
        "systemctl disable --now netperf.service",
        "iperf3 (process 812, netperf.service)"
    )]
    [TestCase("systemd=yes\ninit script=iperf3", "kill 812", "iperf3 (process 812)")]
    [TestCase("init script=iperf3", "/etc/init.d/iperf3 stop", "iperf3 (process 812)")]
    public void The_holder_of_a_taken_port_is_named_with_a_free_port_and_the_command_that_ends_it(string root, string ending, string holder)
    {
        var host = Probed.With("tcp ports", "1389 138B") with
        {
            Root = ProbeAnswers.Parse($"{Probed.Root}\nlistener=198.51.100.1:5001 0.0.0.0:* users:((\"iperf3\",pid=812,fd=3))\n{root}"),
        };
        var finding = Probed.Judge(host).Single(each => each.Check == "port 5001");
        Assert.Multiple(() =>
        {
            Assert.That(finding.Found, Is.EqualTo($"is taken by {holder}"));
            // 5002 is wanted by the loads themselves, 5003 is taken; two neighbours are needed.
            Assert.That(
                finding.Remedy,
                Does.StartWith("set ports (or base_port) of throughput to 5004, which is free there")
                    .And.Contains($"if nobody needs that server: {ending}")
            );
        });
    }

    [Test]
    public void A_port_that_systemd_holds_for_a_service_is_not_ended_with_systemd() =>
        Assert.That(new PortHolder("systemd", "1", "init.scope", null).Ending, Does.Not.Contain("disable --now").And.Not.Contain("kill"));

    [Test]
    public void A_program_that_takes_nine_seconds_to_load_is_told_as_that() =>
        Assert.That(
            Probed.Judge(Probed.With("load to", "112.5")).Single(finding => finding.Check == "bpf load"),
            Has.Property(nameof(CheckResult.Status)).EqualTo(CheckStatus.Ok).And.Property(nameof(CheckResult.Found)).Contains("in 9.0 s")
        );

    [TestCase("no: Operation not permitted", "lockdown")]
    [TestCase("no: ERROR: Could not resolve symbol: /proc/self/exe:BEGIN_trigger", "bpftrace-dbgsym")]
    [TestCase("no: Cannot allocate memory", "locked memory")]
    [TestCase("no: cannot open BTF", "by hand")]
    [TestCase("late", "waits for")]
    public void What_keeps_programs_from_loading_has_the_remedy_of_its_cause(string load, string remedy) =>
        Assert.That(Probed.Judge(Probed.With("load", load)).Single(finding => finding.Check == "bpf load").Remedy, Does.Contain(remedy));

    [TestCase("8")]
    [TestCase("2")]
    [TestCase("1")]
    public void Few_sessions_of_sshd_never_make_a_host_unusable(string sessions) =>
        Assert.That(
            Probed.Judge(Probed.With("max sessions", sessions)).Single(finding => finding.Check == "ssh sessions").Status,
            Is.Not.EqualTo(CheckStatus.Fail)
        );

    [TestCase("170000", CheckStatus.Ok, Description = "an emulated guest: any shell starts slowly there")]
    [TestCase("5000", CheckStatus.Warn)]
    public void A_login_shell_is_slow_only_when_it_is_slower_than_a_bare_one(string bare, CheckStatus status)
    {
        var login = Probed.Login.Replace("5611", "176000", StringComparison.Ordinal).Replace("5140", "176000", StringComparison.Ordinal);
        var host = Probed.Healthy() with { Login = ProbeAnswers.Parse($"{login}\nbare cost={bare}\n") };
        Assert.That(Probed.Judge(host).Single(finding => finding.Check == "login shell").Status, Is.EqualTo(status));
    }

    [TestCase("/usr/bin/fish", "status is-interactive")]
    [TestCase("/bin/tcsh", "$?prompt")]
    [TestCase("/usr/bin/zsh", "case $- in")]
    public void A_slow_login_shell_gets_advice_in_its_own_language(string shell, string remedy)
    {
        var host = Probed.With("shell cost", "400000");
        var login = ProbeAnswers.Parse(
            Probed
                .Login.Replace("/bin/bash", shell, StringComparison.Ordinal)
                .Replace("5611", "400000", StringComparison.Ordinal)
                .Replace("5140", "400000", StringComparison.Ordinal)
        );
        Assert.That(
            Probed.Judge(host with { Login = login }).Single(finding => finding.Check == "login shell").Remedy,
            Does.Contain(remedy)
        );
    }

    [TestCase("", "abc", CheckStatus.Warn)]
    [TestCase("abc", "abc", CheckStatus.Ok)]
    [TestCase("abd", "abc", CheckStatus.Fail)]
    public void A_copy_that_arrived_changed_is_a_failure(string arrived, string sent, CheckStatus status) =>
        Assert.That(CopyTrial.Judge("one", sent, arrived).Status, Is.EqualTo(status));

    [TestCase(40, 1)]
    [TestCase(251, 2)]
    [TestCase(3000, 12)]
    [TestCase(60000, HostSlowness.Most)]
    public void The_slower_a_host_the_more_time_it_gets(int milliseconds, int factor) =>
        Assert.That(HostSlowness.Of(TimeSpan.FromMilliseconds(milliseconds)), Is.EqualTo(factor));

    [Test]
    public void Without_sudo_the_rest_is_still_told_and_nothing_of_root_is_guessed()
    {
        var host = Probed.Healthy(Probed.Needs(sudo: true)) with { Root = null, RootRefusal = "sudo: a password is required" };
        var findings = Probed.Judge(host);
        Assert.Multiple(() =>
        {
            Assert.That(
                findings.Where(finding => finding.Status == CheckStatus.Fail).Select(finding => finding.Check),
                Is.EqualTo(new[] { "root" })
            );
            Assert.That(findings.Single(finding => finding.Check == "root").Found, Does.Contain("a password is required"));
            Assert.That(
                findings.Where(finding => finding.Check.StartsWith("bpf", StringComparison.Ordinal)),
                Is.All.Property("Status").EqualTo(CheckStatus.Skipped)
            );
        });
    }

    [Test]
    public void A_host_that_has_no_sudo_is_told_apart_from_one_that_refuses_it()
    {
        // In whatever language the shell says so.
        var host = Probed.Healthy(Probed.Needs(sudo: true)) with
        {
            Login = ProbeAnswers.Parse(Probed.Login.Replace("sudo=there", "sudo=absent", StringComparison.Ordinal)),
            Root = null,
            RootRefusal = "bash: Zeile 1: exec: sudo: Nicht gefunden.",
        };
        Assert.That(Probed.Judge(host).Single(finding => finding.Check == "root").Remedy, Does.StartWith("install sudo there"));
    }

    [Test]
    public void Clocks_apart_beyond_doubt_are_told_and_those_within_the_doubt_are_not()
    {
        static CheckStatus Status(double offset, double uncertainty) =>
            Probed
                .Judge(Probed.Healthy() with { Clock = new ClockOffset(offset, uncertainty) })
                .Single(finding => finding.Check == "clock")
                .Status;
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
        var decisive = findings.Where(finding =>
            finding.Check is "ports" or "workdir" or "interface data0" or "test path net" or "processes" or "bpf load" or "clock"
            || finding.Check.StartsWith("program ", StringComparison.Ordinal)
        );
        Assert.That(decisive, Is.Not.Empty.And.All.Property(nameof(CheckResult.Status)).EqualTo(CheckStatus.Skipped));
    }

    [Test]
    public void No_answer_of_a_host_breaks_the_examination()
    {
        string[] keys =
        [
            .. (Probed.Login + "\n" + Probed.Root).Split('\n').Select(line => line.Split('=')[0]).Distinct(),
            "tcp ports",
            "udp ports",
            "unit",
            "init script",
            "max sessions",
            "listener",
            "process",
            "bpf type",
            "governor",
        ];
        var values = Gen.OneOf(
            Gen.Elements(
                "",
                "-1",
                "NaN",
                "1e400",
                "99999999999999999999",
                "=",
                "a=b",
                "0% packet loss",
                "cpu x",
                "\u001b[2J",
                "FFFFFFFFFF",
                "3.",
                "99999.99999",
                "é"
            ),
            ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(text => text.Get)
        );
        var lines = Gen.Zip(Gen.Elements(keys), values).Select(pair => $"{pair.Item1}={pair.Item2}").ListOf();
        Prop.ForAll(
                lines.ToArbitrary(),
                answers =>
                {
                    var text = ProbeAnswers.Parse(string.Join('\n', answers));
                    return Probed.Judge(new ProbedHost(Probed.Needs(), text, text)).All(finding => finding.Found.Length > 0);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void The_answer_of_a_clock_is_set_against_the_middle_of_the_round_trip()
    {
        var asked = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var offset = HostClock.Offset("1800000000260000000\n", asked, TimeSpan.FromMilliseconds(20))!;
        Assert.Multiple(() =>
        {
            Assert.That(offset.Seconds, Is.EqualTo(0.25).Within(1e-5));
            Assert.That(offset.UncertaintySeconds, Is.EqualTo(0.01).Within(1e-9));
            // What a date without nanoseconds prints.
            Assert.That(HostClock.Offset("1800000000N", asked, TimeSpan.Zero), Is.Null);
        });
    }

    [Test]
    public void Ports_in_a_row_are_drawn_together() =>
        Assert.That(PortsCheck.Ranges([1, 5001, 5002, 5003, 12865]), Is.EqualTo("1, 5001-5003, 12865"));
}
