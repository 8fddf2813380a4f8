using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class SiteFolderTests
{
    private string _parent = "";

    private string Folder => Path.Combine(_parent, "my site");

    [SetUp]
    public void MakeFolder() => _parent = Directory.CreateTempSubdirectory("pt-init-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_parent, recursive: true);

    [TestCase(null, "100M")]
    [TestCase(1000, "500M")]
    [TestCase(25000, "5G")]
    public async Task A_new_set_loads_with_cases_for_each_test_type_and_schemas_that_are_there(int? speed, string bandwidth)
    {
        await new SiteFolder(Folder, overwrite: false).WriteAsync(
            Files(Site() with { LinkMegabitsPerSecond = speed }),
            CancellationToken.None
        );
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = Folder, ResultDir = _parent });
        Assert.Multiple(() =>
        {
            Assert.That(
                plan.Cases.Select(perfCase => perfCase.TestName),
                Is.EquivalentTo(
                    new[]
                    {
                        $"baseline/my-site/throughput/tcp/single_{bandwidth}_7s",
                        "baseline/my-site/latency/tcp/latency_7s",
                        "baseline/my-site/pps/udp/pps_streams_2_7s",
                        $"ebpf/tcp_state_counter/my-site/throughput/tcp/single_{bandwidth}_7s",
                        "ebpf/tcp_state_counter/my-site/latency/tcp/latency_7s",
                    }
                )
            );
            Assert.That(
                Directory.GetFileSystemEntries(_parent).Select(Path.GetFileName),
                Is.EqualTo(new[] { "my site" }),
                "nothing is left beside it"
            );
            foreach (var file in Directory.GetFiles(Folder, "*.yaml"))
                Assert.That(Path.Combine(Folder, File.ReadLines(file).First().Split("$schema=")[1]), Does.Exist);
        });
    }

    [Test]
    public async Task Hosts_and_path_are_in_the_set_as_they_were_found_whatever_their_names_hold()
    {
        var site = Site();
        site = site with
        {
            Server = site.Server with
            {
                Host = site.Server.Host with
                {
                    User = "o'neill\"x",
                    Port = 2222,
                    Sudo = true,
                    Python = "/usr/bin/python3",
                    WorkDir = "/srv/my tests",
                    SshConfig = Path.Combine(_parent, "ssh: #config"),
                },
                System = "evil\n  injected: true",
            },
        };
        await File.WriteAllTextAsync(site.Server.Host.SshConfig!, "");
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(site), CancellationToken.None);
        var config = ConfigLoader.Load(Folder);
        Assert.Multiple(() =>
        {
            Assert.That(config.Hosts["server"], Is.EqualTo(site.Server.Host));
            Assert.That(config.Hosts["client"], Is.EqualTo(site.Client.Host));
            Assert.That(
                (config.Environments[0].Server.TestIp, config.Environments[0].Client.Interface),
                Is.EqualTo(("198.51.100.1", "eth2"))
            );
        });
    }

    [Test]
    public async Task A_tool_host_runs_the_tools_and_names_the_ports_of_its_bridge()
    {
        var site = Site() with { ToolHost = Host("tool-host", "hyper"), Bridge = new BridgePorts("vnet0", "ens1f0", "br0") };
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(site), CancellationToken.None);
        var toolHost = ConfigLoader.Load(Folder).Environments[0].ToolHost!;
        Assert.That(
            (
                toolHost.Host.Id,
                toolHost.Variables["VM_INTERFACE"],
                toolHost.Variables["PHY_INTERFACE"],
                toolHost.Variables["INTERNAL_INTERFACE"]
            ),
            Is.EqualTo(("tool-host", "vnet0", "ens1f0", "br0"))
        );
    }

    [Test]
    public async Task The_processes_that_run_guests_on_a_tool_host_are_not_held_against_the_runs()
    {
        await new SiteFolder(Folder, overwrite: false).WriteAsync(
            Files(Site() with { ToolHost = Host("tool-host", "hyper") }),
            CancellationToken.None
        );
        var limits = ConfigLoader.Load(Folder).Thresholds.Validity;
        Assert.That(
            (limits.Of(ValidityRule.ForeignCpu), limits.Of(ValidityRule.Steal)),
            Is.EqualTo(((double?)null, (double?)ValidityRule.Steal.DefaultLimit))
        );
    }

    [TestCase("a", "b", true)]
    [TestCase("a", "a", false)]
    [TestCase("", "", true)]
    public async Task Rules_about_foreign_load_hold_unless_the_hosts_share_a_kernel(string server, string client, bool hold)
    {
        var site = Site();
        site = site with { Server = site.Server with { BootId = server }, Client = site.Client with { BootId = client } };
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(site), CancellationToken.None);
        Assert.That(
            File.ReadAllText(Path.Combine(Folder, "thresholds.yaml")).Contains("\n  foreign_cpu_percent: off", StringComparison.Ordinal),
            Is.Not.EqualTo(hold)
        );
    }

    [Test]
    public void A_set_that_is_there_is_refused_and_stays()
    {
        Write("thresholds.yaml", "mine");
        Assert.That(
            () => new SiteFolder(Folder, overwrite: false).WriteAsync(Files(Site()), CancellationToken.None),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("thresholds.yaml already").And.Message.Contains("--force")
        );
        Assert.That(Content(), Is.EqualTo(new[] { "thresholds.yaml=mine" }));
    }

    [Test]
    public async Task With_force_the_set_is_replaced_and_what_else_is_there_stays()
    {
        Write("thresholds.yaml", "mine");
        Write("tools/mine.bt", "mine");
        Write("tools/README.md", "mine");
        await new SiteFolder(Folder, overwrite: true).WriteAsync(Files(Site()), CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(ConfigLoader.Load(Folder).Environments, Has.Count.EqualTo(1));
            Assert.That(
                Content(),
                Does.Contain("tools/mine.bt=mine").And.Contain("tools/README.md=mine").And.Not.Contain("thresholds.yaml=mine")
            );
            Assert.That(Directory.GetFileSystemEntries(_parent).Select(Path.GetFileName), Is.EqualTo(new[] { "my site" }));
        });
    }

    [Test]
    public void When_one_file_cannot_be_replaced_all_are_as_they_were()
    {
        Write("ssh-hosts.yaml", "mine");
        // A folder stands where the last file is to go.
        Write("hooks.yaml/x", "mine");
        Assert.That(
            () => new SiteFolder(Folder, overwrite: true).WriteAsync(Files(Site()), CancellationToken.None),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("cannot be written")
        );
        Assert.That(Content(), Is.EquivalentTo(new[] { "ssh-hosts.yaml=mine", "hooks.yaml/x=mine" }));
    }

    [Test]
    public void A_set_that_would_not_load_is_not_written()
    {
        var files = new Dictionary<string, string>(Files(Site())) { ["thresholds.yaml"] = "looks: [many]\n" };
        Assert.That(
            () => new SiteFolder(Folder, overwrite: false).WriteAsync(files, CancellationToken.None),
            Throws.TypeOf<ConfigurationException>()
        );
        Assert.That(Directory.GetFileSystemEntries(_parent), Is.Empty);
    }

    [TestCase("/x/my-site", "my-site")]
    [TestCase("/x/my site (2)", "my-site--2-")]
    [TestCase("/x/-.hidden", "hidden")]
    [TestCase("/x/ü", "site")]
    public void The_folder_gives_the_environment_its_id(string folder, string id) =>
        Assert.That(SiteFolder.EnvironmentId(folder), Is.EqualTo(id));

    [Test]
    public async Task Rates_and_ports_that_were_found_are_in_the_set_with_their_reasons()
    {
        var site = Site() with
        {
            Ports = new SitePorts(5201, 12866),
            Carried = new CarriedRates
            {
                Tcp = 943e6,
                Udp = 400e6,
                SmallUdp = 2.5e6,
            },
        };
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(site), CancellationToken.None);
        var cases = SessionPlan.Load(new SessionOptions { ConfigDir = Folder, ResultDir = _parent }).Cases;
        var text = File.ReadAllText(Path.Combine(Folder, "performance-test-spec.yaml"));
        Assert.Multiple(() =>
        {
            Assert.That(
                cases
                    .Select(perfCase => (perfCase.Workload.Type, perfCase.Workload.BasePort, perfCase.Workload.TargetBandwidth))
                    .Distinct(),
                Is.EquivalentTo(new[] { (TestType.Throughput, 5201, "400M"), (TestType.Latency, 12866, "0"), (TestType.Pps, 5201, "2.5M") })
            );
            Assert.That(
                text,
                Does.Contain("one TCP stream 940M, UDP 400M without loss").And.Contains("# The usual port, 12865, was in use")
            );
        });
    }

    [Test]
    public async Task A_guest_that_loses_time_gets_a_limit_it_can_meet_with_the_price_beside_it_but_not_any_limit()
    {
        async Task<(double? Limit, string Text)> WrittenAsync(double? stolen)
        {
            var site = Site();
            site = site with
            {
                Server = site.Server with { IsGuest = true },
                Carried = new CarriedRates { StolenPercent = stolen },
            };
            await new SiteFolder(Folder, overwrite: true).WriteAsync(Files(site), CancellationToken.None);
            return (
                ConfigLoader.Load(Folder).Thresholds.Validity.Of(ValidityRule.Steal),
                File.ReadAllText(Path.Combine(Folder, "thresholds.yaml"))
            );
        }
        var (quiet, busy, hopeless) = (await WrittenAsync(0.4), await WrittenAsync(5), await WrittenAsync(45));
        Assert.Multiple(() =>
        {
            Assert.That(
                (quiet.Limit, busy.Limit, hopeless.Limit),
                Is.EqualTo(((double?)ValidityRule.Steal.DefaultLimit, (double?)8, (double?)ValidityRule.Steal.DefaultLimit))
            );
            Assert.That(busy.Text, Does.Contain("took 5 %").And.Contains("The price is noise"));
            Assert.That(hopeless.Text, Does.Contain("took 45 %"));
        });
    }

    private static IReadOnlyDictionary<string, string> Files(Site site, string folder) => SiteFiles.Of(site, folder, RepositoryFolder.Of());

    private IReadOnlyDictionary<string, string> Files(Site site) => Files(site, Folder);

    private static Site Site() =>
        new(
            "my-site",
            Host("server", "edge-1"),
            Host("client", "edge-2"),
            new TestPath(new PathEnd("eth1", "198.51.100.1", ""), new PathEnd("eth2", "198.51.100.2", ""), null, 0.2, false)
        )
        {
            DurationSeconds = 7,
        };

    private static SurveyedHost Host(string id, string name) =>
        new(new SshHost { Id = id, Host = name }, new CannedHost(_ => null))
        {
            User = "perf",
            HasRoot = true,
            System = "Debian",
            Kernel = "Linux 6.1",
            Cpus = 8,
            Programs = new Dictionary<string, string> { ["bpftrace"] = "0.17.0", ["iperf3"] = "3.12" },
            Interfaces = [new HostInterface("eth1", "", ["198.51.100.1"])],
        };

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }

    private IEnumerable<string> Content() =>
        Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(Folder, file)}={File.ReadAllText(file)}");
}
