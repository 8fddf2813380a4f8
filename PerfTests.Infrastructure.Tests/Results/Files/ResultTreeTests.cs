using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Results.Files;

[TestFixture]
internal sealed class ResultTreeTests
{
    private TemporaryTree _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryTree();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_run_folder_is_named_by_its_start_in_UTC_and_has_the_folders_of_its_arm()
    {
        var baseline = _folder.Tree.CreateRun(TemporaryTree.BaselineCase, TemporaryTree.Start);
        var tool = _folder.Tree.CreateRun(TemporaryTree.ToolCase, TemporaryTree.Start);
        Assert.That(baseline.RelativePath, Is.EqualTo($"{TemporaryTree.BaselineCase}/run_20241201_143022"));
        Assert.That(Subfolders(baseline), Is.EqualTo(new[] { "client_results", "monitoring", "server_results" }));
        Assert.That(Subfolders(tool), Is.EqualTo(new[] { "client_results", "ebpf_output", "monitoring", "server_results" }));
    }

    [Test]
    public void Runs_of_one_second_get_suffixes()
    {
        var names = Enumerable
            .Range(0, 3)
            .Select(_ => _folder.Tree.CreateRun(TemporaryTree.BaselineCase, TemporaryTree.Start))
            .Select(run => Path.GetFileName(run.FullPath));
        Assert.That(names, Is.EqualTo(new[] { "run_20241201_143022", "run_20241201_143022_2", "run_20241201_143022_3" }));
    }

    [Test]
    public void Writers_at_the_same_moment_never_share_a_folder()
    {
        var folders = new RunFolder[64];
        var trees = Enumerable.Range(0, 4).Select(_ => new ResultTree(_folder.Tree.Root)).ToList();
        Parallel.For(
            0,
            folders.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => folders[i] = trees[i % 4].CreateRun(TemporaryTree.ToolCase, TemporaryTree.Start)
        );
        Assert.That(folders.Select(folder => folder.RelativePath), Is.Unique);
        var names = Directory.GetDirectories(_folder.Tree.CaseFolder(TemporaryTree.ToolCase)).Select(Path.GetFileName);
        Assert.That(names, Has.Exactly(64).StartsWith("run_20241201_143022"));
    }

    [Test]
    public void An_empty_folder_in_the_way_is_not_taken_over()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Tree.CaseFolder(TemporaryTree.ToolCase), "run_20241201_143022"));
        Assert.That(_folder.Tree.CreateRun(TemporaryTree.ToolCase, TemporaryTree.Start).RelativePath, Does.EndWith("_143022_2"));
    }

    [TestCase("baseline/../../etc/x/y")]
    [TestCase("baseline/lab/latency/tcp/..")]
    [TestCase("baseline/lab/latency/tcp")]
    [TestCase("/baseline/lab/latency/tcp/p")]
    [TestCase("ebpf/tool/lab/latency/tcp/a b")]
    [TestCase("ebpf/tool/lab/latency/tcp/p\n")]
    [TestCase("ebpf//lab/latency/tcp/p")]
    [TestCase("other/lab/latency/tcp/p")]
    [TestCase("baseline/lab/Latency/tcp/p")]
    [TestCase("baseline/lab/1/tcp/p")]
    [TestCase("ebpf/tool/lab/jitter/tcp/p")]
    [TestCase("")]
    public void A_name_that_is_not_a_case_is_refused(string name)
    {
        Assert.That(() => _folder.Tree.CreateRun(name, TemporaryTree.Start), Throws.ArgumentException);
        Assert.That(Directory.GetFileSystemEntries(_folder.Tree.Root), Is.Empty);
    }

    [TestCase(TemporaryTree.BaselineCase, null)]
    [TestCase(TemporaryTree.ToolCase, "tracer_a1b2c3")]
    public void A_case_name_is_read_back(string name, string? tool)
    {
        var address = CaseAddress.Parse(name);
        Assert.That(address, Is.EqualTo(new CaseAddress(tool, "lab-veth", TestType.Latency, "tcp", "latency_2s")));
        Assert.That(address.Name, Is.EqualTo(name));
        Assert.That(address.Baseline.Name, Is.EqualTo(TemporaryTree.BaselineCase));
    }

    [Test]
    public async Task Only_completed_runs_are_there()
    {
        _folder.Tree.CreateRun(TemporaryTree.BaselineCase, TemporaryTree.Start);
        var run = await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(100));
        Assert.That(_folder.Tree.Runs(TemporaryTree.BaselineCase), Is.EqualTo(new[] { run.Folder }));
        Assert.That(_folder.Tree.Runs(TemporaryTree.ToolCase), Is.Empty);
    }

    [Test]
    public void A_tree_that_is_not_there_has_no_cases() =>
        Assert.That(new ResultTree(Path.Combine(_folder.Tree.Root, "absent")).Cases(), Is.Empty);

    private static IEnumerable<string?> Subfolders(RunFolder run) =>
        Directory.GetDirectories(run.FullPath).Select(Path.GetFileName).Order();
}
