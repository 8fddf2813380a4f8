using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>What the verbs and the suite say of a result folder that they cannot have: one sentence, and exit code 3.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class ResultFolderTests
{
    private const string Log = "test-results/dotnet-test.log";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pt-result-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("demo")]
    [TestCase("report")]
    public async Task A_full_disk_is_told_before_anything_is_measured(string verb)
    {
        await using var disk = await SmallDisk.MountAsync(64);
        Directory.CreateDirectory(Path.Combine(disk.Folder, "baseline"));
        disk.Fill();
        Refused(
            await CliRun.StartAsync(RepositoryFolder.Of(), verb, "--result", disk.Folder),
            $"nothing can be written to {disk.Folder}",
            "no space is left on its disk"
        );
    }

    [TestCase("demo")]
    [TestCase("report")]
    public async Task A_read_only_disk_is_told(string verb)
    {
        await using var disk = await SmallDisk.MountAsync(64);
        Directory.CreateDirectory(Path.Combine(disk.Folder, "baseline"));
        await disk.MakeReadOnlyAsync();
        Refused(
            await CliRun.StartAsync(RepositoryFolder.Of(), verb, "--result", disk.Folder),
            $"nothing can be written to {disk.Folder}",
            "its file system is read-only"
        );
    }

    [Test]
    public async Task A_file_in_the_place_of_the_folder_is_told()
    {
        var file = Path.Combine(_folder, "result");
        await File.WriteAllTextAsync(file, "mine");
        Refused(
            await CliRun.StartAsync(RepositoryFolder.Of(), "demo", "--result", file),
            $"nothing can be written to {file}: it is a file"
        );
        Refused(
            await CliRun.StartAsync(RepositoryFolder.Of(), "demo", "--result", Path.Combine(file, "below")),
            $"nothing can be written to {file}/below: {file} is a file"
        );
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("mine"));
    }

    [Test]
    public async Task The_suite_tells_every_case_of_a_read_only_disk_in_one_sentence()
    {
        await using var disk = await SmallDisk.MountAsync(64);
        await disk.MakeReadOnlyAsync();
        var run = await SuiteRun.StartAsync(null, disk.Folder, "--filter", "Category=Pps");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.Output);
            Assert.That(run.Output, Does.Contain($"nothing can be written to {disk.Folder}: its file system is read-only"));
            Assert.That(run.Output, Does.Not.Contain("   at PerfTests"));
        });
    }

    [Test]
    public async Task A_second_session_in_a_tree_touches_nothing_and_a_report_waits_its_turn()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "test-results"));
        Directory.CreateDirectory(Path.Combine(_folder, "baseline"));
        await File.WriteAllTextAsync(Path.Combine(_folder, Log), "the first session's");
        using var first = await ExclusiveUse.OfResultTreeAsync(_folder, TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        var before = Files();
        Refused(
            await CliRun.StartAsync(RepositoryFolder.Of(), "demo", "--result", _folder),
            $"another session uses the result tree {_folder}"
        );
        Refused(
            await CliRun.StartAsync(RepositoryFolder.Of(), "report", "--result", _folder),
            $"another session uses the result tree {_folder}"
        );
        var suite = await SuiteRun.StartAsync(null, _folder, "--filter", "Category=Pps");
        Assert.Multiple(() =>
        {
            Assert.That(suite.ExitCode, Is.EqualTo(1));
            Assert.That(suite.Output, Does.Contain($"another session uses the result tree {_folder}").And.Not.Contain("   at PerfTests"));
            Assert.That(Files(), Is.EqualTo(before));
        });
    }

    [Test]
    [Category("Lab")]
    public async Task A_disk_that_fills_up_while_a_case_is_measured_ends_the_session_with_3_and_judges_nothing_half()
    {
        LabSsh.RequireLab();
        using var set = new ConfigFolder()
            .Write("ssh-hosts.yaml", "ssh_hosts: {one: {host: 'lab:system-server'}, two: {host: 'lab:system-client'}}")
            .Write(
                "test-environments.yaml",
                ConfigFolder
                    .Environments.Replace("198.51.100.", "198.19.1.", StringComparison.Ordinal)
                    .Replace("eth0", "data0", StringComparison.Ordinal)
                    .Replace("eth1", "data0", StringComparison.Ordinal)
            )
            .Write(
                "performance-test-spec.yaml",
                "test_types: {latency: {client_cmd_icmp: 'ping -n -I {client_ip} -i 0.01 -w {duration} {server_ip}', durations: [1, 2]}}"
            )
            .Write("monitoring-config.yaml", "monitoring: {enabled: false}");
        await using var disk = await SmallDisk.MountAsync(256);
        var (exitCode, output) = await CleanShell.RunAsync(
            "dotnet",
            [CliRun.Program, "demo", "--config", set.Folder, "--result", disk.Folder],
            RepositoryFolder.Of(),
            new Dictionary<string, string> { ["PERFTESTS_LOCK_DIR"] = _folder },
            TimeSpan.FromMinutes(2)
        );
        var tree = new ResultTree(disk.Folder);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(3), output);
            Assert.That(
                output,
                Does.Contain("[1/2] baseline/net/latency/icmp/latency_1s")
                    .And.Contain($"perftests: nothing can be written to {disk.Folder}/")
                    .And.Contain("no space is left")
            );
            Assert.That(output, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
            Assert.That(tree.Cases().SelectMany(each => Directory.GetFiles(tree.CaseFolder(each.Name), CaseStore.VerdictFile)), Is.Empty);
            Assert.That(Directory.GetFiles(disk.Folder, "*.tmp", SearchOption.AllDirectories), Is.Empty);
        });
    }

    private static void Refused(CliRun run, params string[] told) =>
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(3), run.Output);
            foreach (var words in told)
                Assert.That(run.Output, Does.StartWith("perftests: ").And.Contain(words));
            Assert.That(run.Output.Trim(), Does.Not.Contain('\n'));
        });

    /// <summary>Every file of the tree with its content, but the lock's.</summary>
    private Dictionary<string, string> Files() =>
        Directory
            .GetFiles(_folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .ToDictionary(file => file, File.ReadAllText);
}
