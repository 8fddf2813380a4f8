using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Workbench.Doctor;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor;

/// <summary>Hosts as they answered, without a host.</summary>
internal static class Probed
{
    /// <summary>What a lab host answered as the login user, client and server in one.</summary>
    public const string Login = """
        shell=/bin/bash
        shell cost=5611
        shell cost=5140
        shell noise=
        user=root
        sudo=there
        program=sh
        program=base64
        program=setsid
        program=timeout
        program=flock
        program=awk
        program=grep
        program=sed
        program=mktemp
        program=tar
        program=ip
        program=iperf3
        version iperf3=iperf 3.12 (cJSON 1.7.15)
        program=netperf
        version netperf=Netperf version 2.7.0
        netperf selectors=all
        program=bpftrace
        version bpftrace=bpftrace v0.17.0
        program=ethtool
        program=bpftool
        ntp=yes
        cpus=2
        load1=0.12
        suite cores=0-1
        interrupt cores of data0=0 1
        memory kB=23530000
        ticks=cpu  100 0 100 800 0 0 0 0 0 0
        ticks=cpu  110 0 110 880 0 0 0 0 0 0
        link 0=data0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
        mtu 0=1500
        address 0=198.51.100.1
        offloads 0=rx-checksumming tcp-segmentation-offload
        peer 0=3 packets transmitted, 3 received, 0% packet loss, time 402ms
        tcp ports=0016 1451
        udp ports=0044
        ports=seen
        folder=absent
        writable=yes
        free kB=81623000
        inodes=16328273
        leftovers=seen
        end=1
        """;

    /// <summary>What a lab host answered as root.</summary>
    public const string Root = """
        uid=0
        kernel=6.18.44-fc
        btf=yes
        kprobes=no
        tracefs=yes
        bpf_stats=writable
        jit=1
        unprivileged=2
        headers=no
        load by=bpftrace
        load from=103.5
        load to=104.1
        load=yes
        bpf=seen
        bpf type=cgroup_device
        end=1
        """;

    public static HostNeeds Needs(HostRole role = HostRole.Client, bool sudo = false, string id = "one") =>
        new(
            new SshHost
            {
                Id = id,
                Host = "192.0.2.1",
                User = "perf",
                Sudo = sudo,
            }
        )
        {
            Sides =
            [
                new HostSide(
                    SampleConfig.Environment() with
                    {
                        Server = SampleConfig.Side("server", "198.51.100.1", "data0"),
                        Client = SampleConfig.Side("client", "198.51.100.1", "data0"),
                    },
                    role
                ),
            ],
            Programs =
            [
                new ProgramNeed("iperf3", "load server"),
                new ProgramNeed("netperf", "load client"),
                new ProgramNeed("bpftrace", "tool count"),
            ],
            ServerPorts = [5001, 5002, 12865],
            PortLoads = [new PortLoad("throughput", 5001, 2), new PortLoad("latency", 12865, 1)],
            Tools = [SampleConfig.Tool("count") with { Executable = "bpftrace" }],
        };

    public static ProbedHost Healthy(HostNeeds? needs = null) =>
        new(needs ?? Needs(), ProbeAnswers.Parse(Login), ProbeAnswers.Parse(Root)) { Clock = new ClockOffset(0.002, 0.006) };

    /// <summary>The healthy host with other answers in place of the given ones.</summary>
    public static ProbedHost With(string key, params string[] values) =>
        Healthy() with
        {
            Login = ProbeAnswers.Parse(Replace(Login, key, values)),
            Root = ProbeAnswers.Parse(Replace(Root, key, values)),
        };

    public static IReadOnlyList<CheckResult> Judge(ProbedHost host) => [.. Checks().SelectMany(check => check.Judge(host))];

    private static IReadOnlyList<IHostCheck> Checks() => HostExamination.Checks("/srv/perftests", new MonitoringConfig { Enabled = false });

    private static string Replace(string answers, string key, string[] values) =>
        string.Join(
            '\n',
            values
                .Select(value => $"{key}={value}")
                .Concat(answers.Split('\n').Where(line => !line.StartsWith($"{key}=", StringComparison.Ordinal)))
        );
}
