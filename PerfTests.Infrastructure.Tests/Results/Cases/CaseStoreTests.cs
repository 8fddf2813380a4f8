using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tests.Analysis;

namespace PerfTests.Infrastructure.Tests.Results.Cases;

[TestFixture]
internal sealed class CaseStoreTests
{
    private TemporaryTree _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryTree();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_case_comes_back_as_it_was_written()
    {
        var evidence = await WriteAsync(TemporaryTree.ToolCase);
        var read = await _folder.Store.ReadCasesAsync(default);
        Assert.That(read.Problems, Is.Empty);
        var result = read.Items.Single();
        Assert.That(
            (result.Tool, result.Environment, result.TestType, result.Protocol, result.Params),
            Is.EqualTo(("tracer_a1b2c3", "lab-veth", TestType.Latency, "tcp", "latency_2s"))
        );
        Assert.That(result.Verdict.Metrics, Is.EqualTo(Sample.Judge(evidence).Metrics));
        Assert.That(result.Verdict.Time, Is.EqualTo(Sample.Time));
        Assert.That(result.Rounds[1].Values["mean_latency"].All, Is.EqualTo(new[] { 100, 100, 103.1, 103.1 }));
        Assert.That(result.Rounds[^1].DroppedBecause, Is.EqualTo("the load was refused"));
    }

    [Test]
    public async Task The_verdict_can_be_recomputed_from_the_rounds_that_were_kept()
    {
        await WriteAsync(TemporaryTree.ToolCase);
        var result = (await _folder.Store.ReadCasesAsync(default)).Items.Single();
        var again = Sample.Judge(Sample.Tool(result.Rounds));
        Assert.That(again.Metrics, Is.EqualTo(result.Verdict.Metrics));
        Assert.That(again.Reasons, Is.EqualTo(result.Verdict.Reasons));
    }

    [Test]
    public async Task The_files_use_camel_case_and_names_of_verdicts()
    {
        await WriteAsync(TemporaryTree.ToolCase);
        var verdict = _folder.Read($"{TemporaryTree.ToolCase}/verdict.json");
        Assert.That(verdict, Does.Contain("\"verdict\": \"Pass\"").And.Contain("\"noiseFloorPercent\"").And.Contain("\"overheadPercent\""));
        Assert.That(_folder.Read($"{TemporaryTree.ToolCase}/rounds.json"), Does.Contain("\"baseline\"").And.Contain("\"droppedBecause\""));
    }

    [Test]
    public async Task A_copied_tree_is_read_like_the_first()
    {
        await WriteAsync(TemporaryTree.ToolCase);
        using var copy = new TemporaryTree();
        Directory.Delete(copy.Tree.Root);
        Directory.Move(_folder.Tree.Root, copy.Tree.Root);
        Directory.CreateDirectory(_folder.Tree.Root);
        Assert.That((await copy.Store.ReadCasesAsync(default)).Items, Has.Count.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{\"case\": ")]
    [TestCase("[]")]
    [TestCase("{\"case\": null, \"verdict\": \"Pass\"}")]
    [TestCase("{\"verdict\": 7}")]
    [TestCase("\0\u0001")]
    public async Task A_broken_file_is_a_problem_with_its_path_and_the_other_cases_are_read(string text)
    {
        await WriteAsync(TemporaryTree.ToolCase);
        await WriteAsync(TemporaryTree.BaselineCase);
        _folder.Write($"{TemporaryTree.ToolCase}/verdict.json", text);
        var read = await _folder.Store.ReadCasesAsync(default);
        Assert.That(read.Items.Select(item => item.Verdict.Case), Is.EqualTo(new[] { TemporaryTree.BaselineCase }));
        Assert.That(read.Problems.Select(problem => problem.Path), Is.EqualTo(new[] { $"{TemporaryTree.ToolCase}/verdict.json" }));
    }

    [TestCase("verdict.json", "\"reasons\": [", "\"reasons\": [null,")]
    [TestCase("verdict.json", "\"metrics\": [", "\"metrics\": [null,")]
    [TestCase("rounds.json", "\"mean_latency\": {", "\"pps\": null, \"mean_latency\": {")]
    public async Task A_null_within_a_list_is_a_problem_and_breaks_nothing(string file, string good, string bad)
    {
        await WriteAsync(TemporaryTree.ToolCase);
        var whole = _folder.Read($"{TemporaryTree.ToolCase}/{file}");
        Assert.That(whole, Does.Contain(good));
        _folder.Write($"{TemporaryTree.ToolCase}/{file}", whole.Replace(good, bad, StringComparison.Ordinal));
        var read = await _folder.Store.ReadCasesAsync(default);
        Assert.That(read.Items, Is.Empty);
        Assert.That($"{read.Problems.Single()}", Does.Contain(file).And.Contain("holds null"));
    }

    [Test]
    public async Task A_metric_that_a_verdict_has_twice_is_a_problem()
    {
        var evidence = await WriteAsync(TemporaryTree.ToolCase);
        var verdict = Sample.Judge(evidence);
        await _folder.Store.WriteVerdictAsync(
            verdict with
            {
                Case = TemporaryTree.ToolCase,
                Metrics = [.. verdict.Metrics, verdict.Metrics[0]],
            },
            default
        );
        Assert.That((await _folder.Store.ReadCasesAsync(default)).Problems.Single().Message, Does.Contain("mean_latency twice"));
    }

    [Test]
    public async Task Runs_of_a_tool_without_rounds_and_verdict_are_a_problem()
    {
        await _folder.AddAsync(TemporaryTree.ToolCase, TemporaryTree.Run(100, tool: "tracer_a1b2c3"));
        Assert.That((await _folder.Store.ReadCasesAsync(default)).Problems.Single().Message, Does.Contain("neither rounds nor a verdict"));
    }

    [Test]
    public async Task A_verdict_without_its_rounds_is_a_problem()
    {
        await WriteAsync(TemporaryTree.ToolCase);
        File.Delete(Path.Combine(_folder.Tree.Root, TemporaryTree.ToolCase, "rounds.json"));
        var read = await _folder.Store.ReadCasesAsync(default);
        Assert.That(read.Items, Is.Empty);
        Assert.That(read.Problems.Single().Path, Does.EndWith("rounds.json"));
    }

    [Test]
    public async Task Rounds_without_a_verdict_are_a_problem()
    {
        await _folder.Store.WriteRoundsAsync(TemporaryTree.ToolCase, Sample.Latencies(103), default);
        Assert.That((await _folder.Store.ReadCasesAsync(default)).Problems.Single().Message, Does.Contain("no verdict"));
    }

    [Test]
    public async Task A_verdict_in_the_folder_of_another_case_is_a_problem()
    {
        await WriteAsync(TemporaryTree.ToolCase);
        Directory.Move(
            Path.Combine(_folder.Tree.Root, TemporaryTree.ToolCase),
            Path.Combine(_folder.Tree.Root, TemporaryTree.ToolCase + "_old")
        );
        Assert.That((await _folder.Store.ReadCasesAsync(default)).Problems.Single().Message, Does.Contain(TemporaryTree.ToolCase));
    }

    [Test]
    public async Task A_folder_with_runs_only_is_neither_a_case_nor_a_problem()
    {
        await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(100));
        var read = await _folder.Store.ReadCasesAsync(default);
        Assert.That(read.Items, Is.Empty);
        Assert.That(read.Problems, Is.Empty);
    }

    [Test]
    public async Task Runs_come_in_order_of_time_and_broken_ones_are_problems()
    {
        await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(2, start: TemporaryTree.Start.AddSeconds(9)));
        await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(1));
        var broken = await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(3, start: TemporaryTree.Start.AddSeconds(4)));
        _folder.Write($"{broken.Folder}/metadata.json", "{");
        var read = await _folder.Store.ReadRunsAsync(TemporaryTree.BaselineCase, default);
        Assert.That(read.Items.Select(run => run.Metrics["mean_latency"]), Is.EqualTo(new[] { 1.0, 2.0 }));
        Assert.That(read.Items[0].Folder, Does.StartWith(TemporaryTree.BaselineCase + "/run_"));
        Assert.That(read.Problems.Single().Path, Is.EqualTo($"{broken.Folder}/metadata.json"));
    }

    private async Task<CaseEvidence> WriteAsync(string caseName)
    {
        List<RoundRecord> rounds = [.. Sample.Latencies(103, 103.1, 102.9, 103, 103), Sample.Dropped(6, "the load was refused")];
        var evidence = Sample.Tool(rounds) with { Case = caseName };
        await _folder.Store.WriteRoundsAsync(caseName, rounds, default);
        await _folder.Store.WriteMarkerAsync(caseName, Sample.Marker(evidence), default);
        await _folder.Store.WriteVerdictAsync(Sample.Judge(evidence), default);
        return evidence;
    }
}
