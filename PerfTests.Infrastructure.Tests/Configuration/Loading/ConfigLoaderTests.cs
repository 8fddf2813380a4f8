using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tests.Configuration.Loading;

[TestFixture]
internal sealed class ConfigLoaderTests
{
    [Test]
    public void The_blocks_of_the_original_design_load_unchanged()
    {
        var config = ConfigLoader.Load(Path.Combine(AppContext.BaseDirectory, "Samples", "original-design"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                config.Hosts["vm-client"],
                Is.EqualTo(
                    new SshHost
                    {
                        Id = "vm-client",
                        Host = "172.21.153.113",
                        User = "root",
                        WorkDir = "/root/lcc",
                    }
                )
            );
            Assert.That(config.Environments.Select(environment => environment.Id), Is.EqualTo(new[] { "system-network", "vm-network" }));
            Assert.That(config.Environments[0].Server.Host.Host, Is.EqualTo("172.21.152.82"));
            Assert.That(config.Environments[0].ToolEndpoints.Single().Endpoint, Is.SameAs(config.Environments[0].Server));
            Assert.That(
                config.Tools.Select(tool => tool.Id),
                Is.EqualTo(new[] { "system_network_perfomance_metrics", "vm_network_latency_summary" })
            );
            Assert.That(config.Tools[1].Protocols, Is.EqualTo(new[] { Protocol.Tcp, Protocol.Udp, Protocol.Icmp }));
            Assert.That(config.Discovery.ScanDirectories, Has.Count.EqualTo(4));
            Assert.That(config.Discovery.FilePatterns, Is.EqualTo(new[] { "*.py", "*.bt" }));
            Assert.That(config.Discovery is { Enabled: true, AutoGenerateConfig: true });
            Assert.That(config.Thresholds.Looks, Is.EqualTo(new[] { 5, 8, 13, 21, 34 }));
            Assert.That(config.Monitoring, Is.EqualTo(new MonitoringConfig()));
        }
    }

    [Test]
    public void What_the_original_blocks_leave_out_has_its_default()
    {
        var spec = ConfigLoader.Load(Path.Combine(AppContext.BaseDirectory, "Samples", "original-design")).Performance;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(spec.Pps!.Clients.Select(client => client.DurationsSeconds.Single()), Is.EqualTo(new[] { 30, 30 }));
            Assert.That(spec.Pps.Clients[0].TargetBandwidths, Is.EqualTo(new[] { "0" }));
            Assert.That(spec.Pps.Clients[0].BasePorts, Is.EqualTo(new[] { 5001 }));
            Assert.That(spec.Pps.SarCommand!.Text, Is.EqualTo("sar -n DEV 1 | grep {interface}"));
            Assert.That(spec.Latency!.Clients.Select(client => client.DurationsSeconds.Single()), Is.EqualTo(new[] { 20, 20, 20 }));
            Assert.That(spec.Latency.Clients[2].Command.Text, Is.EqualTo("ping -n -I {client_ip} -i 0.01 -w {duration} {server_ip}"));
            Assert.That(spec.Pps.Clients.Select(client => client.Protocol), Is.EqualTo(new[] { Protocol.Tcp, Protocol.Udp }));
            Assert.That(spec.MultiStream!.Clients[1].Command.Text, Is.EqualTo(spec.SingleStream!.Clients[1].Command.Text));
            Assert.That(spec.MultiStream.ServerCommand!.Text, Is.EqualTo(spec.SingleStream.ServerCommand!.Text));
            Assert.That(spec.MultiStream.Clients[0].DurationsSeconds, Is.EqualTo(new[] { 30 }));
            Assert.That(spec.MultiStream.Clients[0].TargetBandwidths, Is.EqualTo(new[] { "0" }));
        }
    }

    [Test]
    public void The_original_matrix_has_the_folder_names_of_its_encoding_rules()
    {
        var config = ConfigLoader.Load(Path.Combine(AppContext.BaseDirectory, "Samples", "original-design"));
        var baselines = TestMatrix.Build(config).Where(perfCase => perfCase.Arm == Arm.Baseline).Select(perfCase => perfCase.Name);
        Assert.That(
            baselines.Where(name => name.StartsWith("baseline/vm-network/", StringComparison.Ordinal)),
            Is.EqualTo(
                new[]
                {
                    "baseline/vm-network/throughput/tcp/single_1G_30s",
                    "baseline/vm-network/throughput/tcp/single_10G_30s",
                    "baseline/vm-network/throughput/tcp/streams_2_30s",
                    "baseline/vm-network/throughput/tcp/streams_4_30s",
                    "baseline/vm-network/throughput/tcp/streams_8_30s",
                    "baseline/vm-network/throughput/udp/single_1G_30s",
                    "baseline/vm-network/throughput/udp/single_10G_30s",
                    "baseline/vm-network/throughput/udp/streams_2_30s",
                    "baseline/vm-network/throughput/udp/streams_4_30s",
                    "baseline/vm-network/throughput/udp/streams_8_30s",
                    "baseline/vm-network/latency/tcp/latency_20s",
                    "baseline/vm-network/latency/udp/latency_20s",
                    "baseline/vm-network/latency/icmp/latency_20s",
                    "baseline/vm-network/pps/tcp/pps_streams_4_30s",
                    "baseline/vm-network/pps/tcp/pps_streams_8_30s",
                    "baseline/vm-network/pps/udp/pps_streams_4_30s",
                    "baseline/vm-network/pps/udp/pps_streams_8_30s",
                }
            )
        );
    }

    [Test]
    public void The_original_tool_that_names_icmp_has_its_cases_with_their_baseline_and_no_other_has()
    {
        var config = ConfigLoader.Load(Path.Combine(AppContext.BaseDirectory, "Samples", "original-design"));
        var icmp = TestMatrix.Build(config).Where(perfCase => perfCase.Workload.Protocol == Protocol.Icmp).ToList();
        Assert.That(
            icmp.Select(perfCase => perfCase.Name),
            Is.EqualTo(
                new[]
                {
                    "baseline/vm-network/latency/icmp/latency_20s",
                    "ebpf/vm_network_latency_summary.rx/vm-network/latency/icmp/latency_20s",
                    "ebpf/vm_network_latency_summary.tx/vm-network/latency/icmp/latency_20s",
                }
            )
        );
        Assert.That(icmp.Select(perfCase => perfCase.Workload.ServerCommand), Is.All.Null);
    }

    [Test]
    public void Only_a_tool_that_names_icmp_is_measured_with_the_default_ping()
    {
        using var set = new ConfigFolder().Write(
            "ebpf-tools-spec.yaml",
            """
            ebpf_tools:
              any: {path: a.py}
              named: {path: b.py, test_scope: {protocols: [icmp]}}
            """
        );
        IEnumerable<string> Icmp() =>
            TestMatrix.Build(set.Load()).Select(perfCase => perfCase.Name).Where(name => name.Contains("/icmp/", StringComparison.Ordinal));
        Assert.That(Icmp(), Is.EqualTo(new[] { "baseline/net/latency/icmp/latency_20s", "ebpf/named/net/latency/icmp/latency_20s" }));
        set.Write("ebpf-tools-spec.yaml", "ebpf_tools:\n  any: {path: a.py}\n");
        Assert.That(Icmp(), Is.Empty);
        set.Write("ebpf-tools-spec.yaml", "ebpf_tools:\n  named: {path: b.py, test_scope: {test_types: [pps], protocols: [icmp]}}\n");
        Assert.That(Icmp(), Is.Empty);
    }

    [Test]
    public void The_default_set_is_a_demo_of_the_embedded_lab()
    {
        var config = ConfigLoader.Load(RepositoryFolder.Of("config"));
        Assert.That(
            TestMatrix.Build(config).Select(perfCase => perfCase.Name),
            Is.EqualTo(
                new[]
                {
                    "baseline/lab-system/throughput/tcp/single_300M_1s",
                    "ebpf/tcp_state_counter/lab-system/throughput/tcp/single_300M_1s",
                    "baseline/lab-system/latency/tcp/latency_20000n",
                    "ebpf/tcp_state_counter/lab-system/latency/tcp/latency_20000n",
                    "ebpf/system_network_performance_metrics/lab-system/latency/tcp/latency_20000n",
                    "baseline/lab-system/latency/icmp/latency_300n",
                    "baseline/lab-system/pps/udp/pps_streams_2_1s",
                    "ebpf/system_network_performance_metrics/lab-system/pps/udp/pps_streams_2_1s",
                    "baseline/lab-vm/latency/tcp/latency_20000n",
                    "ebpf/tcp_state_counter/lab-vm/latency/tcp/latency_20000n",
                }
            )
        );
    }

    [TestCase("packet_printer")]
    [TestCase("exits_at_once")]
    [TestCase("loads_no_program")]
    [TestCase("never_runs")]
    public void A_disabled_tool_of_the_default_set_runs_when_asked_for(string tool)
    {
        var cases = TestMatrix.Build(ConfigLoader.Load(RepositoryFolder.Of("config")), new MatrixSelection { Tools = [tool] }).ToList();
        Assert.That(
            cases.Where(perfCase => perfCase.Tool is not null).Select(perfCase => perfCase.Tool!.FolderId),
            Is.Not.Empty.And.All.EqualTo(tool)
        );
    }

    [Test]
    public void The_hypervisor_of_the_lab_runs_the_tools_of_its_VMs()
    {
        var environment = ConfigLoader.Load(RepositoryFolder.Of("config")).Environments.Single(candidate => candidate.Id == "lab-vm");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(environment.ToolEndpoints.Single().Host.LabName, Is.EqualTo("vm-host"));
            Assert.That(environment.Hosts.Select(host => host.LabName), Is.EqualTo(new[] { "vm-server", "vm-client", "vm-host" }));
            Assert.That(environment.ToolEndpoints.Single().Endpoint.Variables["PHY_INTERFACE"], Is.EqualTo("vnet-client"));
        }
    }

    [Test]
    public void The_example_for_two_hosts_and_two_VMs_loads()
    {
        var config = ConfigLoader.Load(RepositoryFolder.Of("config", "examples", "two-hosts-two-vms"));
        var names = TestMatrix.Build(config).Select(perfCase => perfCase.Name).ToList();
        Snapshot.Match(string.Join('\n', TestMatrix.Build(config).Select(perfCase => perfCase.TestName)), "two_hosts_two_vms");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.Monitoring, Is.EqualTo(new MonitoringConfig()));
            Assert.That(names, Does.Contain("ebpf/system_network_perfomance_metrics.tx/system-network/latency/tcp/latency_20s"));
            Assert.That(names, Does.Contain("ebpf/vm_network_latency_summary/vm-network/latency/icmp/latency_20s"));
            Assert.That(names, Has.None.EqualTo("baseline/system-network/throughput/udp/single_10G_30s"));
            Assert.That(config.Thresholds.FailOnInconclusive);
            Assert.That(config.Hosts["vm-server"].JumpHost, Is.EqualTo("perf@192.0.2.82"));
        }
    }

    [Test]
    public void Every_key_of_a_tool_is_read()
    {
        using var set = new ConfigFolder().Write(
            "ebpf-tools-spec.yaml",
            """
            ebpf_tools:
              first:
                id: my-tool
                name: My tool
                path: /opt/tool
                executable: python3
                enabled: false
                expected_programs: 3
                stop_grace: 0.5
                ready: {line: '^up$', timeout: 7.5}
                parameters:
                  template: "--dir {direction} --mode {mode}"
                  required_vars: [SRC_IP]
                  values: {direction: [tx], mode: [a, b]}
                applicable_environments: [net]
                test_scope: {test_types: [pps], protocols: [udp]}
                resource_monitoring: {enabled: true, cpu: false, memory: true, disk_io: false}
            """
        );
        var tool = set.Load().Tools.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tool.Id, Is.EqualTo("my-tool"));
            Assert.That(tool.Name, Is.EqualTo("My tool"));
            Assert.That(tool.Path, Is.EqualTo("/opt/tool"));
            Assert.That(tool.Executable, Is.EqualTo("python3"));
            Assert.That(tool.Enabled, Is.False);
            Assert.That(tool.ExpectedPrograms, Is.EqualTo(3));
            Assert.That(tool.StopGraceSeconds, Is.EqualTo(0.5));
            Assert.That(tool.Ready, Is.EqualTo(new ToolReadiness { Line = "^up$", TimeoutSeconds = 7.5 }));
            Assert.That(tool.Template, Is.EqualTo("--dir {direction} --mode {mode}"));
            Assert.That(tool.RequiredVariables, Is.EqualTo(new[] { "SRC_IP" }));
            Assert.That(tool.Axes["mode"], Is.EqualTo(new[] { "a", "b" }));
            Assert.That(tool.Axes["direction"], Is.EqualTo(new[] { "tx" }));
            Assert.That(tool.ApplicableEnvironments, Is.EqualTo(new[] { "net" }));
            Assert.That(tool.TestTypes, Is.EqualTo(new[] { TestType.Pps }));
            Assert.That(tool.Protocols, Is.EqualTo(new[] { Protocol.Udp }));
            Assert.That(tool.ResourceMonitoring, Is.EqualTo(new ResourceMonitoring { Cpu = false, DiskIo = false }));
        }
    }

    [Test]
    public void A_tool_that_says_nothing_applies_everywhere()
    {
        using var set = new ConfigFolder().Write("ebpf-tools-spec.yaml", "ebpf_tools: {t: {path: t.bt}}");
        var tool = set.Load().Tools.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tool.Id, Is.EqualTo("t"));
            Assert.That(tool.ApplicableEnvironments, Is.EqualTo(new[] { "net" }));
            Assert.That(tool.TestTypes, Is.EqualTo(Enum.GetValues<TestType>()));
            Assert.That(tool.Protocols, Is.EqualTo(Enum.GetValues<Protocol>()));
        }
    }

    [Test]
    public void Every_key_of_a_host_and_of_the_monitoring_is_read()
    {
        using var set = new ConfigFolder()
            .Write(
                "ssh-hosts.yaml",
                ConfigFolder.Hosts
                    + "\n  three: {host: h, user: u, workdir: w d, port: 2222, identity_file: ~/.ssh/k, jump_host: j, sudo: true, "
                    + "python: venv/bin/python, ssh_config: ssh.conf}"
            )
            .Write("ssh.conf", "Host h")
            .Write(
                "monitoring-config.yaml",
                "monitoring: {enabled: false, interval: 2, in_rounds: never, cpu: false, memory: false, network: false, disk_io: false, "
                    + "perf: {enabled: "
                    + "false, events: [page-faults]}}"
            );
        var config = set.Load();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                config.Hosts["three"],
                Is.EqualTo(
                    new SshHost
                    {
                        Id = "three",
                        Host = "h",
                        User = "u",
                        WorkDir = "w d",
                        Port = 2222,
                        IdentityFile = "~/.ssh/k",
                        JumpHost = "j",
                        Sudo = true,
                        Python = "venv/bin/python",
                        SshConfig = set.File("ssh.conf"),
                    }
                )
            );
            Assert.That(config.Monitoring.Perf.Events, Is.EqualTo(new[] { "page-faults" }));
            Assert.That(
                config.Monitoring with
                {
                    Perf = new PerfCounting(),
                },
                Is.EqualTo(
                    new MonitoringConfig
                    {
                        Enabled = false,
                        IntervalSeconds = 2,
                        InRounds = RoundSampling.Never,
                        Cpu = false,
                        Memory = false,
                        Network = false,
                        DiskIo = false,
                    }
                )
            );
            Assert.That(config.Monitoring.Perf.Enabled, Is.False);
            Assert.That(config.Folder, Is.EqualTo(set.Folder));
        }
    }

    [Test]
    public void Windows_line_ends_a_byte_order_mark_and_anchors_are_read()
    {
        using var set = new ConfigFolder().Write(
            "ssh-hosts.yaml",
            "\uFEFFssh_hosts:\r\n  one: &base\r\n    host: a\r\n    port: 23\r\n  two: *base\r\n"
        );
        Assert.That(set.Load().Hosts["two"].Port, Is.EqualTo(23));
    }

    [TestCase("netperf -H x -t TCP_RR -l 20 -- -o min_latency", 20)]
    [TestCase("taskset -c 1 /usr/bin/netperf -l7", 7)]
    [TestCase("netperf -H x -- -l 9", null)]
    [TestCase("iperf3 -c x -t 5 -l 65520", 5)]
    [TestCase("iperf3 -c x --time=5", 5)]
    [TestCase("iperf3 -c x -l 65520", null)]
    [TestCase("ping -i 0.001 -w 3 x", 3)]
    [TestCase("ping -W 3 x", null)]
    [TestCase("netperf -l 0", null)]
    [TestCase("other -l 20", null)]
    public void A_duration_that_a_command_states_is_found(string command, int? seconds) =>
        Assert.That(ClientDuration.Stated(command), Is.EqualTo(seconds));
}
