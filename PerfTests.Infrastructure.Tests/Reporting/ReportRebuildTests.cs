using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Infrastructure.Tests.Results;
using PerfTests.Infrastructure.Tests.Schemas;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class ReportRebuildTests
{
    private const string Case = "ebpf/tracer/lab-veth/latency/tcp/latency_2s";

    private readonly FakeTimeProvider _time = new();
    private TemporaryTree _tree = null!;

    [SetUp]
    public async Task SetUp()
    {
        _tree = new TemporaryTree();
        await _tree.AddAsync("tracer", [103, 104, 103, 105, 104]);
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public async Task A_copied_tree_gives_the_same_files_byte_for_byte()
    {
        await BuildAsync(_tree);
        using var copy = new TemporaryTree();
        foreach (
            var file in Directory
                .EnumerateFiles(_tree.Tree.Root, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("analysis") && !file.EndsWith("summary.json", StringComparison.Ordinal))
        )
        {
            var target = Path.Combine(copy.Tree.Root, Path.GetRelativePath(_tree.Tree.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        var outcome = await BuildAsync(copy);
        Assert.That(outcome.Gate.ExitCode, Is.Zero);
        Assert.That(Files(copy), Is.EqualTo(Files(_tree)).And.Count.GreaterThan(20));
    }

    [Test]
    public async Task Every_file_of_a_rebuilt_tree_fits_its_schema()
    {
        Monitor((await _tree.Store.ReadCaseAsync(Case, default))!.Rounds[0].Middle[0], busy: 14);
        await BuildAsync(_tree);
        Assert.That(ResultFiles.Mistakes(_tree.Tree.Root), Is.Empty);
    }

    [Test]
    public async Task A_case_of_the_last_session_that_was_deleted_whole_is_told_and_closes_the_gate()
    {
        await _tree.AddAsync("quiet", [101, 102, 101, 103, 102]);
        var names = (await _tree.Store.ReadCasesAsync(default)).Items.Select(result => result.Verdict.Case).ToHashSet();
        await SessionReport.BuildAsync(_tree.Tree.Root, new SessionCases(names, names), false, _time, default);
        Assert.That((await BuildAsync(_tree)).Gate.ExitCode, Is.Zero);
        Directory.Delete(Path.Combine(_tree.Tree.Root, "ebpf", "quiet"), recursive: true);
        var outcome = await BuildAsync(_tree);
        Assert.That((outcome.Gate.ExitCode, outcome.Gate.Unjudged), Is.EqualTo((1, 1)));
        Assert.That(
            outcome.Problems.Single(),
            Does.StartWith(
                "ebpf/quiet/lab-veth/latency/tcp/latency_2s was judged by the last session (session.json) and is not in the tree"
            )
        );
    }

    [Test]
    public async Task A_case_that_a_killed_session_never_reached_is_told_and_closes_the_gate()
    {
        const string Unreached = "ebpf/quiet/lab-veth/latency/tcp/latency_2s";
        await SessionMarker.BeginAsync(_tree.Tree.Root, resume: false, [Case, Unreached], _time, default);
        var outcome = await BuildAsync(_tree);
        Assert.That((outcome.Gate.ExitCode, outcome.Gate.Unjudged), Is.EqualTo((1, 1)));
        Assert.That(
            outcome.Problems.Single(),
            Does.StartWith($"{Unreached} was selected by the last session (session_start.json) and is not in the tree")
        );
    }

    [Test]
    public async Task A_resumed_session_keeps_the_cases_of_the_one_that_it_resumes()
    {
        var first = await SessionMarker.BeginAsync(_tree.Tree.Root, resume: false, ["baseline/b", Case], _time, default);
        var resumed = await SessionMarker.BeginAsync(_tree.Tree.Root, resume: true, [Case, "baseline/a"], _time, default);
        Assert.That((resumed.Id, resumed.Cases), Is.EqualTo((first.Id, (string[])["baseline/a", "baseline/b", Case])));
        Assert.That(
            (await SessionMarker.BeginAsync(_tree.Tree.Root, resume: false, [Case], _time, default)).Cases,
            Is.EqualTo(new[] { Case })
        );
    }

    [Test]
    public async Task A_session_that_did_not_come_to_its_end_lists_no_cases_and_misses_none()
    {
        _tree.Write("session.json", """{"exitCode": 0, "message": "1 cases: 1 pass", "time": "2024-12-01T14:30:22+00:00"}""");
        Assert.That((await BuildAsync(_tree)).Gate.ExitCode, Is.Zero);
    }

    [Test]
    public async Task The_analysis_has_the_original_keys_beside_the_full_figures()
    {
        await BuildAsync(_tree);
        using var json = JsonDocument.Parse(_tree.Read("analysis/overhead_analysis.json"));
        var tool = json.RootElement.GetProperty("ebpf_overhead").GetProperty("lab-veth").GetProperty("tracer");
        var latency = tool.GetProperty("latency");
        var metric = latency.GetProperty("cases")[0].GetProperty("metrics")[0];
        Assert.Multiple(() =>
        {
            Assert.That(latency.GetProperty("latency_increase_percent").GetDouble(), Is.EqualTo(3).Within(1));
            Assert.That(latency.GetProperty("baseline_latency").GetDouble(), Is.EqualTo(100.8).Within(0.5));
            Assert.That(latency.GetProperty("ebpf_latency").GetDouble(), Is.EqualTo(103.8).Within(0.1));
            Assert.That(metric.GetProperty("low_percent").GetDouble(), Is.LessThan(metric.GetProperty("high_percent").GetDouble()));
            Assert.That((metric.GetProperty("budget_percent").GetDouble(), metric.GetProperty("rounds").GetInt32()), Is.EqualTo((10.0, 5)));
            foreach (var group in new[] { "cpu_usage", "memory_usage", "disk_io" })
                Assert.That(
                    tool.GetProperty("latency_resource_overhead").GetProperty(group).GetProperty("status").GetString(),
                    Is.EqualTo("not measured")
                );
        });
    }

    [Test]
    public async Task What_monitors_saw_stands_in_both_arms_and_what_they_did_not_see_is_absent()
    {
        var rounds = (await _tree.Store.ReadCaseAsync(Case, default))!.Rounds;
        Monitor(rounds[0].Baseline[0], busy: 10);
        Monitor(rounds[0].Middle[0], busy: 14);
        await BuildAsync(_tree);
        using var json = JsonDocument.Parse(_tree.Read("analysis/overhead_analysis.json"));
        var groups = json
            .RootElement.GetProperty("ebpf_overhead")
            .GetProperty("lab-veth")
            .GetProperty("tracer")
            .GetProperty("latency_resource_overhead");
        var busy = groups
            .GetProperty("cpu_usage")
            .GetProperty("figures")
            .EnumerateArray()
            .Single(figure => figure.GetProperty("quantity").GetString() == "busy");
        Assert.That(
            new[] { "baseline", "ebpf", "change", "baseline_runs", "ebpf_runs" }.Select(name => busy.GetProperty(name).GetDouble()),
            Is.EqualTo(new double[] { 10, 14, 4, 1, 1 })
        );
        Assert.That(groups.GetProperty("disk_io").GetProperty("status").GetString(), Is.EqualTo("not measured"));
        Assert.That(_tree.Read("analysis/runs.csv"), Does.Contain("server.cpu_usage.busy [% of all cores]"));
    }

    [Test]
    public async Task Half_written_and_foreign_files_are_named_with_a_remedy_and_stay()
    {
        _tree.Write($"{Case}/.0123.tmp", "{");
        _tree.Write("ebpf/notes.txt", "mine");
        Directory.CreateDirectory(Path.Combine(_tree.Tree.Root, Case, "run_20240101_000000"));
        Directory.CreateDirectory(Path.Combine(_tree.Tree.Root, "baseline", "my copy"));
        var outcome = await BuildAsync(_tree);
        Assert.Multiple(() =>
        {
            Assert.That(
                outcome.Problems,
                Has.Some.StartsWith($"{Case}/.0123.tmp: ")
                    .And.Some.StartsWith("ebpf/notes.txt: ")
                    .And.Some.StartsWith("baseline/my copy: ")
                    .And.Some.StartsWith($"{Case}/run_20240101_000000: the run never ended")
            );
            Assert.That(outcome.Problems, Has.All.Contains(";"));
            Assert.That(_tree.Read("ebpf/notes.txt"), Is.EqualTo("mine"));
            Assert.That(outcome.Gate.ExitCode, Is.Zero);
        });
    }

    [Test]
    public async Task A_tree_that_contradicts_itself_closes_the_gate()
    {
        var middle = (await _tree.Store.ReadCaseAsync(Case, default))!.Rounds[0].Middle[0];
        _tree.Write(
            $"{middle}/metadata.json",
            _tree.Read($"{middle}/metadata.json").Replace("\"mean_latency\": 103", "\"mean_latency\": 203")
        );
        var outcome = await BuildAsync(_tree);
        Assert.That(outcome.Gate.ExitCode, Is.EqualTo(1));
        Assert.That(outcome.Gate.Outcome, Does.Contain("1 whose files contradict each other; the gate is closed"));
        Assert.That(outcome.Recommendations[0].Rule, Is.EqualTo("files-contradict"));
    }

    [TestCase(false, 0, "the gate is open: no case failed, but 1 of 2 are undecided")]
    [TestCase(true, 1, "the gate is closed: 1 of 2 are undecided, and that fails here")]
    public async Task Undecided_cases_close_the_gate_when_they_did_in_the_session(bool inconclusiveFails, int exitCode, string told)
    {
        await _tree.AddAsync("unclear", [90, 120, 95, 125, 100], inconclusiveFails: inconclusiveFails);
        var gate = (await BuildAsync(_tree)).Gate;
        Assert.That((gate.ExitCode, gate.Outcome.Contains(told, StringComparison.Ordinal)), Is.EqualTo((exitCode, true)), gate.Outcome);
    }

    [TestCase("verdict.json", "{\"case\": ")]
    [TestCase("rounds.json", "[null]")]
    [TestCase("rounds.json", "[{\"number\":1,\"baseline\":[],\"middle\":[\"x\"],\"values\":{\"x\":null}}]")]
    [TestCase("rounds.json", "[{\"number\":1,\"baseline\":[],\"middle\":[\"x\"],\"values\":{\"x\":{\"baseline\":[],\"middle\":[1,2]}}}]")]
    [TestCase("rounds.json", "[{\"number\":1,\"baseline\":[null],\"middle\":[\"x\"]}]")]
    [TestCase("rounds.json", "[{\"number\":1,\"baseline\":[],\"middle\":[]}]")]
    public async Task A_case_that_cannot_be_read_closes_the_gate(string file, string content)
    {
        _tree.Write($"{Case}/{file}", content);
        var outcome = await BuildAsync(_tree);
        Assert.That((outcome.Gate.ExitCode, outcome.Gate.Unjudged), Is.EqualTo((1, 1)));
        Assert.That(outcome.Problems, Has.Some.StartsWith($"{Case}/{file}: ").And.Some.Contains("measure the case again"));
    }

    [Test]
    public async Task Each_run_is_a_line_with_its_raw_values_and_the_rounds_that_count_it()
    {
        await BuildAsync(_tree);
        var lines = _tree.Read("analysis/runs.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(21));
        Assert.That(lines[0], Does.EndWith(",mean_latency [us]"));
        Assert.That(lines[2], Does.Contain($",measurement,success,{Case}#1,").And.EndWith(",103"));
    }

    private void Monitor(string run, double busy)
    {
        Directory.CreateDirectory(Path.Combine(_tree.Tree.Root, run, "monitoring"));
        var shares = $"{{\"user\":1,\"nice\":0,\"system\":1,\"idle\":0,\"ioWait\":0,\"irq\":0,\"softIrq\":0,\"steal\":0,\"busy\":{busy}}}";
        const string Text = """
            {"intervalSeconds":1,"loadStart":"2024-12-01T14:30:22+00:00","loadEnd":"2024-12-01T14:30:24+00:00","toolRole":"server","hosts":{"server":{"hostId":"alpha",
            "clockOffsetSeconds":0,"clockUncertaintySeconds":0,"windowSeconds":2,"cpu":{"cores":2,"window":SHARES,"windowPerCore":{}}}}}
            """;
        _tree.Write($"{run}/monitoring/summary.json", Text.Replace("SHARES", shares));
    }

    private Task<ReportOutcome> BuildAsync(TemporaryTree tree) =>
        SessionReport.BuildAsync(tree.Tree.Root, session: null, failOnInconclusive: null, _time, default);

    private static Dictionary<string, string> Files(TemporaryTree tree) =>
        Directory
            .EnumerateFiles(tree.Tree.Root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(tree.Tree.Root, file), File.ReadAllText);
}
