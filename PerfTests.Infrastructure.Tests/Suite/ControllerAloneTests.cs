using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>
/// A controller that has .NET and no other program, as one on Windows: no ssh, scp or shell is there to be started, by whatever path.
/// </summary>
/// <remarks>
/// Its verbs run where <c>/usr/bin</c> and <c>/usr/sbin</c> are empty; the hosts of the lab have been raised before, and keep theirs.
/// </remarks>
[TestFixture]
[Category("Lab")]
internal sealed class ControllerAloneTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-alone-");
    private EmbeddedLab? _lab;

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        LabSsh.RequireLab();
        if (LocalCommand.Find("netperf") is null || LocalCommand.Find("bpftrace") is null)
            Assert.Ignore("hosts are measured with netperf and bpftrace: run scripts/install-prerequisites");
        _lab = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
        var ssh = _folder.CreateSubdirectory(".ssh").FullName;
        await File.WriteAllTextAsync(Path.Combine(ssh, "config"), LabSshConfig.Of(_lab.Hosts.Values));
        _folder.CreateSubdirectory("nothing");
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        _folder.Delete(recursive: true);
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task Hosts_are_examined_measured_and_reported_without_a_program_beside_dotnet()
    {
        var here = await RunAsync("/bin/sh", "-c", "true");
        Assert.That(here.ExitCode, Is.Not.Zero, "nothing is proven where a shell can be started");
        var set = Path.Combine(_folder.FullName, "set");
        await VerbAsync("init", "--server", "system-server", "--client", "system-client", "--seconds", "1", "--to", set);
        await File.WriteAllTextAsync(
            Path.Combine(set, "tools", "counts_bytes.bt"),
            "tracepoint:net:net_dev_xmit { @bytes = sum(args->len); }\n"
        );
        await VerbAsync("scan", "--write", "--config", set);
        Assert.That(await VerbAsync("doctor", "--config", set), Does.Contain("SSH.NET"));
        var thresholds = Path.Combine(set, "thresholds.yaml");
        await File.WriteAllLinesAsync(
            thresholds,
            (await File.ReadAllLinesAsync(thresholds)).Select(line =>
                line.StartsWith("looks:", StringComparison.Ordinal) ? "looks: [4]"
                : line.StartsWith("baseline_rounds:", StringComparison.Ordinal) ? "baseline_rounds: 3"
                : line
            )
        );
        await File.WriteAllTextAsync(Path.Combine(set, "monitoring-config.yaml"), "monitoring: {enabled: false}\n");
        var told = await VerbAsync(
            "demo",
            "--config",
            set,
            "--budget",
            "1000",
            "--filter",
            "Tool=counts_bytes&Category=Latency&Category=tcp"
        );
        Assert.That(told, Does.Contain("1 case: 1 pass").And.Contain("the gate is open"));
        await VerbAsync("report");
        Assert.That(Path.Combine(_folder.FullName, "result", "analysis", "report.html"), Does.Exist);
    }

    private async Task<string> VerbAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync([Environment.ProcessPath!, CliRun.Program, .. arguments]);
        Assert.That(exitCode, Is.Zero, $"{string.Join(' ', arguments)}\n{output}");
        return output;
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] command) =>
        CleanShell.RunAsync(
            "unshare",
            [
                "--mount",
                "/bin/sh",
                "-ec",
                "for programs in /usr/sbin /usr/bin; do /usr/bin/mount --bind \"$1\" $programs; done; shift; exec \"$@\"",
                "sh",
                Path.Combine(_folder.FullName, "nothing"),
                .. command,
            ],
            _folder.FullName,
            new Dictionary<string, string>
            {
                ["HOME"] = _folder.FullName,
                ["PATH"] = Path.GetDirectoryName(Environment.ProcessPath)!,
                ["PERFTESTS_RESULT"] = Path.Combine(_folder.FullName, "result"),
                ["PERFTESTS_LOCK_DIR"] = _folder.FullName,
            },
            Limit
        );
}
