using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Init;
using PerfTests.Infrastructure.Tests.Remote;

namespace PerfTests.Infrastructure.Tests.Init;

[TestFixture]
internal sealed class SiteFolderTests
{
    private string _parent = "";

    private string Folder => Path.Combine(_parent, "my site");

    [SetUp]
    public void MakeFolder() => _parent = Directory.CreateTempSubdirectory("pt-init-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_parent, recursive: true);

    [TestCase(null, "300M")]
    [TestCase(1000, "500M")]
    [TestCase(25000, "5G")]
    public async Task A_new_set_loads_with_cases_for_each_test_type_and_schemas_that_are_there(int? speed, string bandwidth)
    {
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(Site() with { LinkMegabitsPerSecond = speed }), CancellationToken.None);
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = Folder, ResultDir = _parent });
        Assert.Multiple(() =>
        {
            Assert.That(plan.Cases.Select(perfCase => perfCase.TestName), Is.EquivalentTo(new[]
            {
                $"baseline/my-site/throughput/tcp/single_{bandwidth}_7s", "baseline/my-site/latency/tcp/latency_7s", "baseline/my-site/pps/udp/pps_streams_2_7s",
                $"ebpf/tcp_state_counter/my-site/throughput/tcp/single_{bandwidth}_7s", "ebpf/tcp_state_counter/my-site/latency/tcp/latency_7s",
            }));
            Assert.That(Directory.GetFileSystemEntries(_parent).Select(Path.GetFileName), Is.EqualTo(new[] { "my site" }), "nothing is left beside it");
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
            Server = site.Server with { Host = site.Server.Host with { User = "o'neill\"x", Port = 2222, Sudo = true, Python = "/usr/bin/python3", WorkDir = "/srv/my tests", SshConfig = Path.Combine(_parent, "ssh: #config") }, System = "evil\n  injected: true" },
        };
        await File.WriteAllTextAsync(site.Server.Host.SshConfig!, "");
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(site), CancellationToken.None);
        var config = ConfigLoader.Load(Folder);
        Assert.Multiple(() =>
        {
            Assert.That(config.Hosts["server"], Is.EqualTo(site.Server.Host));
            Assert.That(config.Hosts["client"], Is.EqualTo(site.Client.Host));
            Assert.That((config.Environments[0].Server.TestIp, config.Environments[0].Client.Interface), Is.EqualTo(("198.51.100.1", "eth2")));
        });
    }

    [Test]
    public async Task A_tool_host_runs_the_tools_and_names_the_ports_of_its_bridge()
    {
        var site = Site() with { ToolHost = Host("tool-host", "hyper"), Ports = new BridgePorts("vnet0", "ens1f0", "br0") };
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(site), CancellationToken.None);
        var toolHost = ConfigLoader.Load(Folder).Environments[0].ToolHost!;
        Assert.That((toolHost.Host.Id, toolHost.Variables["VM_INTERFACE"], toolHost.Variables["PHY_INTERFACE"], toolHost.Variables["INTERNAL_INTERFACE"]), Is.EqualTo(("tool-host", "vnet0", "ens1f0", "br0")));
    }

    [Test]
    public async Task The_processes_that_run_guests_on_a_tool_host_are_not_held_against_the_runs()
    {
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(Site() with { ToolHost = Host("tool-host", "hyper") }), CancellationToken.None);
        var limits = ConfigLoader.Load(Folder).Thresholds.Validity;
        Assert.That((limits.Of(ValidityRule.ForeignCpu), limits.Of(ValidityRule.Steal)), Is.EqualTo(((double?)null, (double?)ValidityRule.Steal.DefaultLimit)));
    }

    [TestCase("a", "b", true)]
    [TestCase("a", "a", false)]
    [TestCase("", "", true)]
    public async Task Rules_about_foreign_load_hold_unless_the_hosts_share_a_kernel(string server, string client, bool hold)
    {
        var site = Site();
        site = site with { Server = site.Server with { BootId = server }, Client = site.Client with { BootId = client } };
        await new SiteFolder(Folder, overwrite: false).WriteAsync(Files(site), CancellationToken.None);
        Assert.That(File.ReadAllText(Path.Combine(Folder, "thresholds.yaml")).Contains("\n  foreign_cpu_percent: off", StringComparison.Ordinal), Is.Not.EqualTo(hold));
    }

    [Test]
    public void A_set_that_is_there_is_refused_and_stays()
    {
        Write("thresholds.yaml", "mine");
        Assert.That(() => new SiteFolder(Folder, overwrite: false).WriteAsync(Files(Site()), CancellationToken.None),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("thresholds.yaml already").And.Message.Contains("--force"));
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
            Assert.That(Content(), Does.Contain("tools/mine.bt=mine").And.Contain("tools/README.md=mine").And.Not.Contain("thresholds.yaml=mine"));
            Assert.That(Directory.GetFileSystemEntries(_parent).Select(Path.GetFileName), Is.EqualTo(new[] { "my site" }));
        });
    }

    [Test]
    public void When_one_file_cannot_be_replaced_all_are_as_they_were()
    {
        Write("ssh-hosts.yaml", "mine");
        // A folder stands where the last file is to go.
        Write("hooks.yaml/x", "mine");
        Assert.That(() => new SiteFolder(Folder, overwrite: true).WriteAsync(Files(Site()), CancellationToken.None),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("cannot be written"));
        Assert.That(Content(), Is.EquivalentTo(new[] { "ssh-hosts.yaml=mine", "hooks.yaml/x=mine" }));
    }

    [Test]
    public void A_set_that_would_not_load_is_not_written()
    {
        var files = new Dictionary<string, string>(Files(Site())) { ["thresholds.yaml"] = "looks: [many]\n" };
        Assert.That(() => new SiteFolder(Folder, overwrite: false).WriteAsync(files, CancellationToken.None), Throws.TypeOf<ConfigurationException>());
        Assert.That(Directory.GetFileSystemEntries(_parent), Is.Empty);
    }

    [TestCase("/x/my-site", "my-site")]
    [TestCase("/x/my site (2)", "my-site--2-")]
    [TestCase("/x/-.hidden", "hidden")]
    [TestCase("/x/ü", "site")]
    public void The_folder_gives_the_environment_its_id(string folder, string id) => Assert.That(SiteFolder.EnvironmentId(folder), Is.EqualTo(id));

    [TestCase("7, today", "7, today", "perftests", "perftests/server perftests/client")]
    [TestCase("7, today", "7, today", "/srv/a", "perftests /srv/a")]
    [TestCase("7, today", "8, today", "perftests", "perftests perftests")]
    [TestCase("", "", "perftests", "perftests perftests")]
    public void Hosts_that_share_a_login_folder_get_work_folders_of_their_own(string server, string client, string workDir, string expected)
    {
        var other = Host("client", "edge-2");
        var hosts = SiteSurvey.WorkFoldersApart([Host("server", "edge-1") with { LoginFolder = server }, other with { LoginFolder = client, Host = other.Host with { WorkDir = workDir } }]);
        Assert.That(string.Join(' ', hosts.Select(host => host.Host.WorkDir)), Is.EqualTo(expected));
    }

    [TestCase("boot 1", "boot 2", "1", "1", "ext2/ext3", false)] // clones of one disk
    [TestCase("boot 1", "boot 2", "1", "1", "btrfs", false)]
    [TestCase("boot 1", "boot 2", "44", "51", "nfs", true)]
    [TestCase("boot 1", "boot 1", "1", "1", "ext2/ext3", true)] // containers with one mount
    [TestCase("boot 1", "boot 1", "1", "2", "overlayfs", false)]
    public void Clones_do_not_look_like_hosts_that_share_a_login_folder(
        string serverBoot, string clientBoot, string serverDevice, string clientDevice, string fileSystem, bool isShared)
    {
        SurveyedHost Of(string id, string boot, string device) =>
            Host(id, id) with { LoginFolder = "7, today", BootId = boot, LoginDevice = device, LoginFileSystem = fileSystem };
        var hosts = SiteSurvey.WorkFoldersApart([Of("server", serverBoot, serverDevice), Of("client", clientBoot, clientDevice)]);
        Assert.That(hosts.Select(host => host.Host.WorkDir), Is.EqualTo(isShared ? ["perftests/server", "perftests/client"] : new[] { "perftests", "perftests" }));
    }

    private static IReadOnlyDictionary<string, string> Files(Site site, string folder) => SiteFiles.Of(site, folder, RepositoryFolder.Of());

    private IReadOnlyDictionary<string, string> Files(Site site) => Files(site, Folder);

    private static Site Site() => new(
        "my-site", Host("server", "edge-1"), Host("client", "edge-2"),
        new TestPath(new PathEnd("eth1", "198.51.100.1", ""), new PathEnd("eth2", "198.51.100.2", ""), null, 0.2, false)) { DurationSeconds = 7 };

    private static SurveyedHost Host(string id, string name) => new(new SshHost { Id = id, Host = name }, new CannedHost(_ => null))
    {
        User = "perf", HasRoot = true, System = "Debian", Kernel = "Linux 6.1", Cpus = 8,
        Programs = new Dictionary<string, string> { ["bpftrace"] = "0.17.0", ["iperf3"] = "3.12" },
        Interfaces = [new HostInterface("eth1", "", ["198.51.100.1"])],
    };

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }

    private IEnumerable<string> Content() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => $"{Path.GetRelativePath(Folder, file)}={File.ReadAllText(file)}");
}
