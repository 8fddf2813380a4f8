using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Workbench.Doctor;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor;

/// <summary>Examinations of one lab, sound and broken.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class HostExaminationTests
{
    private const int Port = 5978;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private const string Loads = """
        test_types:
          throughput:
            single_stream:
              server_cmd: "SERVER -s -p {port} -B {server_ip}"
              client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration}"
              ports: [5978]
        """;

    private const string Environments = """
        test_environments:
          net:
            server: {ssh_ref: server, test_ip: 198.19.1.1, interface: data0}
            client: {ssh_ref: client, test_ip: 198.19.1.2, interface: data0}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-");
    private RemoteLab? _lab;

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        _lab = await RemoteLab.RaiseAsync();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        _folder.Delete(recursive: true);
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task A_sound_lab_is_usable_and_is_left_as_it_was()
    {
        var report = await ExamineAsync("iperf3", Environments, Target);
        var left = await _lab!["system-server"].RunAsync(new RemoteCommand($"ls -A {Target("server").WorkDir}"), CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(report.Findings.Where(finding => finding.Status == CheckStatus.Fail), Is.Empty);
            Assert.That(report.IsUsable);
            Assert.That(
                report.Findings.Where(finding => finding.Status == CheckStatus.Ok).Select(finding => (finding.Host, finding.Check)),
                Is.SupersetOf(
                    new[]
                    {
                        ("server", "reachable"),
                        ("server", "root"),
                        ("server", "login shell"),
                        ("server", "program iperf3"),
                        ("server", "interface data0"),
                        ("server", "ports"),
                        ("client", "test path net"),
                        ("client", "workdir"),
                        ("client", "clocks net"),
                    }
                )
            );
            Assert.That(left.Output, Is.Empty);
        });
    }

    [Test]
    public async Task A_host_whose_entry_no_transport_can_follow_fails_alone()
    {
        var report = await ExamineAsync(
            "iperf3",
            Environments,
            id => id == "server" ? Target(id) with { Transport = Transport.SshNet, IdentityFile = "~another/key" } : Target(id)
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                report.Findings.Where(finding => finding.Host == "server").Select(finding => (finding.Check, finding.Status)),
                Is.EqualTo(new[] { ("reachable", CheckStatus.Fail) })
            );
            Assert.That(
                report.Findings.Where(finding => finding.Host == "client").Select(finding => (finding.Check, finding.Status)),
                Has.Some.EqualTo(("reachable", CheckStatus.Ok))
            );
        });
    }

    [Test]
    public async Task A_copy_is_tried_as_tools_are_copied_and_leaves_neither_file_nor_folder()
    {
        var target = Target("server");
        var folder = $"{target.WorkDir}/not/yet";
        var host = _lab!.Connect(target with { WorkDir = folder });
        var closed = _lab.Connect(target with { WorkDir = "/proc/nothing" });
        var (copied, refused) = (
            await CopyTrial.TryAsync("server", host, Limit, CancellationToken.None),
            await CopyTrial.TryAsync("server", closed, Limit, CancellationToken.None)
        );
        var left = await host.RunAsync(new RemoteCommand($"ls -A {target.WorkDir}"), CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(copied.Status, Is.EqualTo(CheckStatus.Ok), copied.Found);
            Assert.That(refused.Status, Is.EqualTo(CheckStatus.Fail), refused.Found);
            Assert.That(left.Output, Is.Empty);
        });
    }

    [Test]
    public async Task What_is_broken_on_a_host_is_told_all_at_once()
    {
        await using var listener = await _lab!
            ["system-server"]
            .StartAsync(new RemoteCommand($"exec iperf3 -s -p {Port}"), CancellationToken.None);
        var environments = Environments
            .Replace("198.19.1.2, interface: data0", "198.19.1.77, interface: data0", StringComparison.Ordinal)
            .Replace("198.19.1.1, interface: data0", "198.19.1.1, interface: data9", StringComparison.Ordinal);
        var report = await ExamineAsync(
            "/nonexistent/iperf3",
            environments,
            id => Target(id) with { WorkDir = id == "client" ? "/proc/nothing" : Target(id).WorkDir }
        );
        var failed = report
            .Findings.Where(finding => finding.Status == CheckStatus.Fail)
            .ToDictionary(finding => (finding.Host, finding.Check));
        Assert.Multiple(() =>
        {
            Assert.That(report.IsUsable, Is.False);
            Assert.That(
                failed.Keys,
                Is.EquivalentTo(
                    new[]
                    {
                        ("server", "program iperf3"),
                        ("server", "interface data9"),
                        ("server", $"port {Port}"),
                        ("client", "interface data0"),
                        ("client", "test path net"),
                        ("client", "workdir"),
                    }
                )
            );
            Assert.That(failed[("server", "interface data9")].Found, Does.Contain("data0"));
            Assert.That(failed[("client", "interface data0")].Found, Does.Contain("198.19.1.77").And.Contain("198.19.1.2"));
            Assert.That(failed.Values.Select(finding => finding.Remedy), Is.All.Not.Empty);
        });
    }

    [Test]
    public async Task A_host_out_of_reach_is_told_with_its_cause_and_the_other_one_is_examined_all_the_same()
    {
        var unknown = Write("unknown", "");
        var key = Path.Combine(_folder.FullName, "key");
        await LocalCommand.RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], CancellationToken.None);
        var sound = Target("server");
        (SshTarget Target, string Found)[] broken =
        [
            (sound with { Port = 23 }, "is closed"),
            (sound with { KnownHostsFile = unknown }, "host key is unknown"),
            (sound with { IdentityFile = key }, "log-in as root is refused"),
            (sound with { Address = "no-such-host.invalid" }, "nobody knows the name"),
        ];
        var reports = await Task.WhenAll(
            broken.Select(each => ExamineAsync("iperf3", Environments, id => id == "server" ? each.Target : Target(id)))
        );
        Assert.Multiple(() =>
        {
            foreach (var (report, found) in reports.Zip(broken.Select(each => each.Found)))
            {
                Assert.That(report.Findings.Single(finding => finding.Host == "server").Found, Does.Contain(found));
                Assert.That(
                    report.Findings.Count(finding => finding.Host == "client" && finding.Status == CheckStatus.Ok),
                    Is.GreaterThan(5)
                );
            }
        });
    }

    private SshTarget Target(string id) => _lab!.Target($"system-{id}");

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<DoctorReport> ExamineAsync(string server, string environments, Func<string, SshTarget> target)
    {
        using var set = new ConfigFolder()
            .Write("ssh-hosts.yaml", "ssh_hosts: {server: {host: 'lab:system-server'}, client: {host: 'lab:system-client'}}")
            .Write("test-environments.yaml", environments)
            .Write("performance-test-spec.yaml", Loads.Replace("SERVER", server, StringComparison.Ordinal));
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = set.Folder, ResultDir = set.Folder });
        await using var source = new ChosenTargets(target);
        return await new HostExamination(source, new MonitoringConfig { Enabled = false }, TimeProvider.System).ExamineAsync(
            HostSelection.Of(plan, [], []),
            CancellationToken.None
        );
    }

    private sealed class ChosenTargets(Func<string, SshTarget> target) : IHostSource
    {
        public Task PrepareAsync(IReadOnlyList<SshHost> hosts, CancellationToken cancellationToken) => Task.CompletedTask;

        public SshTarget Target(SshHost host) => target(host.Id) with { Id = host.Id };

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
