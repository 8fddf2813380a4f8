using System.Text;
using System.Text.Json;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Monitoring.Formats;
using PerfTests.Infrastructure.Remote.SshNet;
using PerfTests.Infrastructure.Remote.SshNet.HostKeys;
using PerfTests.Infrastructure.Remote.SshNet.Settings;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Tests.Tools.Bpf;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;
using PerfTests.Infrastructure.Tools.Deployment;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Iperf3;
using PerfTests.Infrastructure.Workloads.Netperf;
using PerfTests.Infrastructure.Workloads.Ping;
using PerfTests.Workbench.Discovery.Files;
using PerfTests.Workbench.Init;
using PerfTests.Workbench.RuleStudy;
using static PerfTests.Infrastructure.Tests.Fuzz.FuzzTarget;

namespace PerfTests.Infrastructure.Tests.Fuzz;

/// <summary>Every reader of text from outside, with the exceptions of its contract.</summary>
internal static class FuzzTargets
{
    /// <summary>Readers that get no text from outside, and why.</summary>
    public static IReadOnlyDictionary<Type, string> NotForeign { get; } =
        new Dictionary<Type, string>
        {
            [typeof(Iperf3Direction)] = "the text is a suffix of ours; its figures come through Iperf3Program",
            [typeof(HostUseReader)] = "the text is the id of a host; what it reads was parsed before",
        };

    public static IEnumerable<FuzzTarget> All() => [.. Loads(), .. Monitors(), .. Proc(), .. Tools(), .. Hosts(), .. FuzzFiles.All()];

    private static IEnumerable<FuzzTarget> Loads()
    {
        foreach (var program in LoadPrograms.All)
            yield return OfText(
                program.Program,
                program.GetType(),
                Recorded($"{program.Program}_*"),
                text =>
                {
                    Plausibly.Load(program.Parse(0, text, "noise", 10));
                    Plausibly.Load(program.Parse(0, text, "noise", plannedSeconds: null, plannedAmount: 5000));
                },
                typeof(LoadFailedException)
            ) with
            {
                Parts =
                    program is Iperf3Program ? [typeof(Iperf3Document)]
                    : program is NetperfProgram ? [typeof(NetperfValues), typeof(NetperfUnit)]
                    : [typeof(PingReport)],
            };
        yield return OfText("iperf3 intervals", typeof(Iperf3Series), Recorded("iperf3_*"), text => Iperf3Series.Read(text));
        yield return OfText(
            "times of a shell",
            typeof(ShellTimes),
            ["0m0.002s 0m0.003s\n0m1.250s 0m12.500s\n"],
            text => ShellTimes.OfChildren(text)
        );
        yield return new(
            "output of the clients",
            typeof(ClientScript),
            [Frames("before", "after", "out", "err", "cpu")],
            bytes => ClientScript.Parse(bytes),
            typeof(LoadFailedException)
        )
        {
            Parts = [typeof(ScriptFrames)],
        };
    }

    private static IEnumerable<FuzzTarget> Monitors()
    {
        yield return OfText("top", typeof(TopParser), Recorded("top_*"), text => Plausibly.Samples(TopParser.Parse(text, [])));
        yield return OfText(
            "sysstat",
            typeof(SysstatParser),
            [.. Recorded("sar_*"), .. Recorded("pidstat_*"), .. Recorded("iostat_*.txt"), .. Recorded("sysstat_*")],
            text => Plausibly.Samples(SysstatParser.Parse(text, []))
        ) with
        {
            Parts = [typeof(SampleTime)],
        };
        yield return OfText(
            "iostat's JSON",
            typeof(IostatJsonParser),
            Recorded("iostat_*.json"),
            text => Plausibly.Samples(IostatJsonParser.Parse(text, [])),
            typeof(FormatException)
        );
        yield return OfText(
            "perf stat",
            typeof(PerfStatParser),
            Recorded("perf_*"),
            text => PerfStatParser.Parse(text),
            typeof(FormatException)
        );
        Collector[] collectors = [new(CollectorKind.CpuAndMemory, "cpu.log", MonitorPrograms.Top, "top") { IntervalSeconds = 1 }];
        yield return new(
            "output of the monitors",
            typeof(MonitorOutput),
            [Frames(MonitorScript.StartFrame, MonitorScript.EndFrame, MonitorScript.CostFrame, "out", "err")],
            bytes => MonitorOutput.Parse(collectors, bytes),
            typeof(FormatException)
        );
    }

    private static IEnumerable<FuzzTarget> Proc()
    {
        string[] snapshots = [.. Recorded("host_state_*"), .. Recorded("cpu_accounting_*")];
        yield return OfText(
            "counters of a host",
            typeof(CounterSnapshot),
            snapshots,
            text => CounterSnapshot.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "CPU accounting",
            typeof(CpuAccounting),
            snapshots,
            text => CpuAccounting.Parse(text),
            typeof(FormatException)
        ) with
        {
            Parts = [typeof(ProcessStat)],
        };
        yield return OfText("state of a host", typeof(HostState), snapshots, text => HostState.Parse(text), typeof(FormatException));
        yield return OfText(
            "/proc/stat",
            typeof(ProcStatParser),
            Recorded("proc_stat.txt"),
            text => ProcStatParser.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "/proc/net/dev",
            typeof(NetDevParser),
            Recorded("proc_net_dev.txt"),
            text => NetDevParser.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "/proc/diskstats",
            typeof(DiskStatsParser),
            Recorded("proc_diskstats.txt"),
            text => DiskStatsParser.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "/proc/meminfo",
            typeof(MemoryCounters),
            Recorded("proc_meminfo.txt"),
            text => MemoryCounters.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "schedstat",
            typeof(SchedStat),
            Recorded("proc_pid_schedstat.txt"),
            text => SchedStat.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "use of a process tree",
            typeof(TreeUse),
            Recorded("tree_use.txt"),
            text => TreeUse.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "look at a tool",
            typeof(ToolLook),
            [
                $"/proc/7/fdinfo/9:prog_type:\t2\n/proc/7/fdinfo/9:prog_id:\t5\nperftests-tool-look\n{Recorded("tree_use.txt")}"
                    + "perftests-tool-look\n# perf\n[]\n# link\n[]\n# net\n[]\n# cgroup\n[]\n# end\n",
            ],
            text => ToolLook.Parse(text, LoadMoment.After),
            typeof(FormatException)
        );
        yield return OfText(
            "look at processes",
            typeof(ProcessesLook),
            Recorded("processes_look_*"),
            text => ProcessesLook.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "facts of a host",
            typeof(HostFacts),
            [
                "perftests part kernel\nLinux 6.1\nperftests part files\n/proc/sys/net/core/rmem_max:5\n"
                    + "/sys/devices/system/cpu/vulnerabilities/mds:no\nperftests part machine\nprocessor : 0\nmodel name : A\n"
                    + "MemTotal: 5 kB\nperftests part link\n2: data0: mtu 1500 qdisc noqueue\nperftests part driver\ndriver: veth\n"
                    + "perftests part offloads\nrx-checksumming: on\nperftests part rings\nRing\nRX: 4\n",
            ],
            text => HostFacts.Parse(text)
        );
    }

    private static IEnumerable<FuzzTarget> Tools()
    {
        string[] printed =
        [
            .. Recorded("attach_*"),
            "Attaching 2 probes...\nLost 12 events\n{\"type\": \"lost_events\", \"data\": {\"events\": 3}}\nseen 1,234 packets\n",
            .. Recorded("bpf_fdinfo.txt"),
        ];
        yield return OfText(
            "warnings of a tool",
            typeof(AttachWarnings),
            printed,
            text =>
            {
                AttachWarnings.In(text, text, ["^fine"]);
                ToolRemarks.In(text, ["^fine"]);
            }
        ) with
        {
            Parts = [typeof(WarningLines), typeof(ToolRemarks)],
        };
        yield return OfText(
            "cost of counting",
            typeof(CountingCalibration),
            ["504443 10000\n502801 10000\n"],
            text => CountingCalibration.Parse(text)
        );
        yield return OfText("lost events", typeof(LostEvents), printed, text => LostEvents.In(text));
        yield return OfText(
            "figure of a tool",
            typeof(OutputFigure),
            printed,
            text => OutputFigure.In(text, new OutputProof("seen ([0-9,.eE+-]+)", 1))
        );
        yield return OfText("BPF programs of a tool", typeof(BpfInventory), Recorded("bpf_fdinfo.txt"), text => BpfInventory.Parse(text));
        yield return OfText(
            "ids of BPF programs",
            typeof(BpfInventory),
            ["12\n7\n1234\n"],
            text => BpfInventory.ParseIds("server", text),
            typeof(ToolFailedException)
        );
        yield return OfText(
            "names of BPF programs",
            typeof(BpfInventory),
            Recorded("bpftool_prog_show.json"),
            text => BpfInventory.ParseNames(text)
        );
        yield return OfText(
            "BPF programs of a host",
            typeof(ProgramListing),
            ["boot\nfdinfo\n9 6 aabb\n7 5 -\n", .. Recorded("bpftool_prog_show.json").Select(json => $"boot\nbpftool\n{json}\n")],
            text => ProgramListing.Parse(text)
        );
        yield return OfText(
            "attachments of BPF programs",
            typeof(BpfAttachments),
            [
                "# perf\n[{\"pid\":1,\"fd\":3,\"prog_id\":9}]\n# link\n[{\"id\":1,\"prog_id\":9}]\n# net\n[{\"tc\":[{\"id\":4}]}]\n# "
                    + "cgroup\n[]\n# maps\nmap_type:\t3\n# end\n",
            ],
            text => BpfAttachments.Parse(text, [new BpfProgram(9, "kprobe", null, 0, 0)])
        );
        yield return OfText(
            "interfaces of BPF programs",
            typeof(BpfBindings),
            [BpfBindingsTests.Recorded],
            text => BpfBindings.Parse(text)
        );
        yield return OfText(
            "bpftrace script",
            typeof(BpftraceScript),
            [.. Directory.EnumerateFiles(RepositoryFolder.Of("ebpf-tools"), "*.bt", SearchOption.AllDirectories).Select(File.ReadAllText)],
            text => BpftraceScript.Parse(text)
        );
        yield return new(
            "content of a folder",
            typeof(FolderContent),
            [Encoding.UTF8.GetBytes($"755 /t/a\0644 /t/b c\0\0{new string('a', 64)}  /t/a\0{new string('b', 64)}  /t/b c\0")],
            bytes => FolderContent.Parse(bytes, "/t")
        );
    }

    private static IEnumerable<FuzzTarget> Hosts()
    {
        yield return OfText(
            "addresses of a host",
            typeof(HostInterface),
            Recorded("ip_j_addr*"),
            text => HostInterface.Parse(text),
            typeof(JsonException)
        );
        yield return OfText("route of a host", typeof(Route), Recorded("ip_j_route_*"), text => Route.Parse(text));
        var ends = new TestPath(
            new("eth0", "198.51.100.1", "02:00:c6:13:02:01"),
            new("eth0", "198.51.100.2", "02:00:c6:13:02:02"),
            null,
            null,
            CarriesSsh: false
        );
        yield return OfText("table of a bridge", typeof(BridgePorts), Recorded("bridge_j_fdb.json"), text => BridgePorts.Parse(text, ends));
        yield return OfText(
            "answers of a host",
            typeof(ProbeAnswers),
            ["end=1\nkernel=Linux\nlistener=LISTEN 0 4096 1.2.3.4:5001 0.0.0.0:*\n"],
            text => ProbeAnswers.Parse(text)
        );
        yield return OfText(
            "known_hosts",
            typeof(KnownHostsFile),
            [
                "h,[h]:22 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFi\n@revoked * ssh-rsa QUFB\n",
                "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-rsa QUFB\n",
            ],
            text => _ = KnownHostsFile.Find("f", text.Split('\n'), "h").Count()
        );
        yield return OfText(
            "ssh configuration",
            typeof(SshConfigFile),
            ["Host a* !ab\n  HostName = 192.0.2.1\n  IdentityFile \"/k y\"\nMatch exec true\nInclude none*\n"],
            text => SshConfigFile.Parse("f", text.Split('\n'), "a", "/nowhere")
        );
        yield return OfText(
            "ProxyJump",
            typeof(JumpHop),
            ["user@host:22,[2001:db8::1]:2222", "ssh://user@host"],
            text => JumpHop.Parse(text),
            typeof(FormatException)
        );
        yield return OfText(
            "address as for ssh",
            typeof(HostAddress),
            ["user@host:22", "user@[2001:db8::1]:22", "lab:server"],
            text => HostAddress.Parse("a", text, "--server"),
            typeof(ConfigurationException)
        );
        yield return OfText(
            "name of a case",
            typeof(CaseAddress),
            ["ebpf/tool/env/latency/tcp/latency_2s"],
            text => CaseAddress.TryParse(text)
        );
        yield return OfText(
            "lab.json",
            typeof(LabState),
            ["{\"name\":\"a\",\"owner_process_id\":4,\"hosts\":[]}"],
            FuzzFiles.InFile("lab.json", file => LabState.Read(file))
        );
        yield return OfText(
            "series of runs",
            typeof(SeriesFile),
            FuzzFiles.Below("series"),
            FuzzFiles.InFile("series.csv", file => SeriesFile.Read(file)),
            typeof(ConfigurationException)
        );
    }

    /// <summary>Recorded outputs and those that people reported.</summary>
    internal static IReadOnlyList<string> Recorded(string pattern) =>
        [
            .. RecordedOutput.Files(pattern).Where(file => !file.EndsWith(".err", StringComparison.Ordinal)).Select(RecordedOutput.Read),
            .. FuzzFiles.Below("foreign", pattern.Replace("_", "__", StringComparison.Ordinal)),
        ];

    private static byte[] Frames(params string[] names) => FramedFiles.Of([.. names.Select(name => (name, Content(name)))]);

    private static string Content(string name) =>
        name switch
        {
            "start" or "end" => RecordedOutput.Read("processes_look_before.txt"),
            "cost" => "1 2 3\n",
            "cpu" => "0m0.002s 0m0.003s\n0m1.250s 0m12.500s\n",
            _ => "hello\n",
        };
}
