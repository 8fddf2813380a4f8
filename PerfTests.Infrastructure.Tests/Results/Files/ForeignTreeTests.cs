using System.Text.Json;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Analysis;

namespace PerfTests.Infrastructure.Tests.Results.Files;

/// <summary>Trees that came from somewhere: nothing in them may hang a reader, fill its memory or lead it elsewhere.</summary>
[TestFixture]
internal sealed class ForeignTreeTests
{
    private const string Case = "ebpf/tracer/lab-veth/latency/tcp/latency_2s";

    private TemporaryTree _tree = null!;
    private CaseResult _case = null!;

    [SetUp]
    public async Task SetUp()
    {
        _tree = new TemporaryTree();
        _case = await _tree.AddAsync("tracer", [103, 104, 103, 105, 104]);
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [TestCase(RunFolder.MetadataFile)]
    [TestCase(RunFolder.FingerprintFile)]
    [TestCase(MonitoringSummary.FileName)]
    [TestCase(RunValidity.FileName)]
    [TestCase("client_results/stream_1.json")]
    public async Task A_named_pipe_in_a_run_is_not_waited_for(string file)
    {
        Replace($"{_case.Rounds[^1].Baseline[^1]}/{file}", NamedPipe.Make);
        var outcome = await BuildAsync();
        if (!file.StartsWith("client", StringComparison.Ordinal))
            Assert.That(outcome.Problems, Has.Some.Contains($"{file}: it cannot be read: it is a named pipe, not a file"));
    }

    [TestCase(CaseStore.VerdictFile)]
    [TestCase(CaseStore.RoundsFile)]
    [TestCase(CaseStore.MarkerFile)]
    [TestCase(CaseStore.StoredBaselineFile)]
    public async Task A_named_pipe_in_a_case_is_not_waited_for(string file)
    {
        Replace($"{Case}/{file}", NamedPipe.Make);
        Assert.That(
            (await BuildAsync()).Problems,
            Has.Some.StartsWith($"{Case}/{file}: it cannot be read: it is a named pipe, not a file")
        );
    }

    [Test]
    public async Task Named_pipes_for_the_files_of_the_session_are_not_waited_for()
    {
        foreach (var file in new[] { "session.json", "session_start.json", "hooks/session/hook_records.json" })
            Replace(file, NamedPipe.Make);
        Assert.That((await BuildAsync()).Problems, Has.Some.StartsWith("hooks/session/hook_records.json: it is a named pipe"));
    }

    [Test]
    public async Task A_file_that_is_too_large_for_what_it_is_called_is_named_with_the_limit_and_not_read()
    {
        var file = $"{_case.Rounds[^1].Baseline[^1]}/metadata.json";
        Replace(
            file,
            path =>
            {
                using var stream = File.Create(path);
                stream.SetLength(1L << 30);
            }
        );
        Assert.That(
            (await BuildAsync()).Problems,
            Has.Some.StartsWith($"{file}: it cannot be read: it has 1024 MiB, and 8 MiB is the most that such a file may have; ")
        );
    }

    [Test]
    public async Task A_file_that_is_a_link_is_named_and_not_followed()
    {
        var file = $"{_case.Rounds[^1].Baseline[^1]}/metadata.json";
        var elsewhere = Path.Combine(_tree.Tree.Root, "elsewhere.json");
        File.Move(Path.Combine(_tree.Tree.Root, file), elsewhere);
        Replace(file, path => File.CreateSymbolicLink(path, elsewhere));
        Assert.That(
            (await BuildAsync()).Problems,
            Has.Some.StartsWith($"{file}: it cannot be read: it is a symbolic link, which is not followed here")
        );
    }

    [TestCase("/")]
    [TestCase("..")]
    [TestCase("../..")]
    public async Task A_folder_that_is_a_link_is_named_and_not_followed(string target)
    {
        foreach (var place in new[] { "ebpf/away", "ebpf/tracer/away", $"{Case}/run_20240101_000000", "baseline/away" })
            Replace(place, path => Directory.CreateSymbolicLink(path, target));
        Directory.CreateDirectory(Path.Combine(_tree.Tree.Root, "hooks"));
        Replace("hooks/away", path => Directory.CreateSymbolicLink(path, target));
        var outcome = await BuildAsync();
        Assert.That(
            outcome
                .Problems.Where(problem => problem.Contains("it is a symbolic link, and no report follows one", StringComparison.Ordinal))
                .Count(),
            Is.EqualTo(4)
        );
        Assert.That(outcome.Cases, Has.Count.EqualTo(1));
    }

    [TestCase("jitter")]
    [TestCase("Latency")]
    [TestCase("1")]
    public async Task A_folder_of_no_test_type_is_named_once_and_not_read(string type)
    {
        var tree = _tree.Tree.Root;
        foreach (var environment in new[] { "ebpf/tracer/lab-veth", "baseline/lab-veth" })
            Directory.Move(Path.Combine(tree, environment, "latency"), Path.Combine(tree, environment, type));
        var outcome = await BuildAsync();
        Assert.That(outcome.Cases, Is.Empty);
        Assert.That(
            outcome.Problems.Select(problem => problem.Split(", so")[0]),
            Is.EquivalentTo(
                new[]
                {
                    $"baseline/lab-veth/{type}: no test type has such a name",
                    $"ebpf/tracer/lab-veth/{type}: no test type has such a name",
                }
            )
        );
    }

    [Test]
    public async Task A_run_behind_a_link_is_no_baseline_and_cannot_be_asked_for()
    {
        var run = _case.Rounds[0].Baseline[0];
        var outside = Directory.CreateTempSubdirectory("perftests-outside-");
        try
        {
            var (environment, moved) = (Path.Combine(_tree.Tree.Root, "baseline", "lab-veth"), Path.Combine(outside.FullName, "lab-veth"));
            Directory.Move(environment, moved);
            Directory.CreateSymbolicLink(environment, moved);
            Assert.That(
                async () => await _tree.Store.ReadRunAsync(run, default),
                Throws.InstanceOf<IOException>().With.Message.EqualTo("baseline/lab-veth is a symbolic link, which is not followed here")
            );
            Assert.That(_tree.Tree.Cases().Select(address => address.Name), Is.EqualTo(new[] { Case }));
            var match = await new BaselineMatching(_tree.Store, TimeProvider.System).FindMatchingBaselineAsync(
                _case.Rounds[0].Middle[0],
                TimeSpan.FromDays(1),
                default
            );
            Assert.That(match.Runs, Is.Empty);
            Assert.That(
                match.Rejected.Select(run => run.Reason).ToList(),
                Has.Count.EqualTo(10).And.All.Contains("baseline/lab-veth is a symbolic link")
            );
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_tree_that_is_itself_reached_by_a_link_is_read()
    {
        var link = $"{_tree.Tree.Root}-link";
        Directory.CreateSymbolicLink(link, _tree.Tree.Root);
        try
        {
            var reading = await ResultReading.ReadAsync(new CaseStore(new ResultTree(link)), default);
            Assert.That((reading.Cases.Count, reading.Problems.Count), Is.EqualTo((1, 0)));
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Test]
    public async Task A_file_nested_without_end_is_named()
    {
        var file = $"{Case}/{CaseStore.MarkerFile}";
        _tree.Write(file, "{\"fingerprint\":" + new string('[', 1_000_000));
        Assert.That((await BuildAsync()).Problems, Has.Some.StartsWith($"{file}: it cannot be read: "));
        Assert.That(
            async () => await _tree.Store.ReadAsync<CaseMarker>(Case, CaseStore.MarkerFile, default),
            Throws.InstanceOf<JsonException>()
        );
    }

    private void Replace(string file, Action<string> make)
    {
        var path = Path.Combine(_tree.Tree.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        make(path);
    }

    private Task<ReportOutcome> BuildAsync() =>
        SessionReport.BuildAsync(_tree.Tree.Root, session: null, failOnInconclusive: null, TimeProvider.System, default);
}
