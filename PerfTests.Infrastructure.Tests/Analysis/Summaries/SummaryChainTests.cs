using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Summaries;

[TestFixture]
internal sealed class SummaryChainTests
{
    private TemporaryTree _folder = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TemporaryTree();
        var rounds = Sample.Latencies(103, 103.1, 102.9, 103, 103);
        await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(100));
        await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(102, start: TemporaryTree.Start.AddMinutes(2)));
        await _folder.AddAsync(TemporaryTree.ToolCase, TemporaryTree.Run(103, tool: "tracer_a1b2c3"));
        await _folder.Store.WriteRoundsAsync(TemporaryTree.ToolCase, rounds, default);
        await _folder.Store.WriteMarkerAsync(TemporaryTree.ToolCase, Sample.Marker(Sample.Tool(rounds)), default);
        await _folder.Store.WriteVerdictAsync(Sample.Judge(Sample.Tool(rounds)), default);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Every_summary_lies_where_the_tree_says()
    {
        Assert.That(await new SummaryChain(_folder.Store).WriteAllAsync(default), Is.Empty);
        var files = Directory
            .EnumerateFiles(_folder.Tree.Root, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder.Tree.Root, file))
            .Where(file =>
                file.EndsWith("summary.json", StringComparison.Ordinal) || file.EndsWith("comparison.json", StringComparison.Ordinal)
            );
        Assert.That(
            files,
            Is.EquivalentTo(
                new[]
                {
                    "baseline/baseline_summary.json",
                    "baseline/lab-veth/environment_summary.json",
                    "baseline/lab-veth/latency/protocol_summary.json",
                    "baseline/lab-veth/latency/tcp/test_type_summary.json",
                    "baseline/lab-veth/latency/tcp/latency_2s/summary.json",
                    "ebpf/ebpf_comparison.json",
                    "ebpf/tracer_a1b2c3/tool_summary.json",
                    "ebpf/tracer_a1b2c3/lab-veth/environment_summary.json",
                    "ebpf/tracer_a1b2c3/lab-veth/latency/protocol_summary.json",
                    "ebpf/tracer_a1b2c3/lab-veth/latency/tcp/test_type_summary.json",
                    "ebpf/tracer_a1b2c3/lab-veth/latency/tcp/latency_2s/summary.json",
                }
            )
        );
    }

    [Test]
    public async Task A_summary_holds_every_case_below_it()
    {
        await _folder.AddAsync("ebpf/other/lab-veth/pps/udp/pps_1", TemporaryTree.Run(1, tool: "other"));
        await new SummaryChain(_folder.Store).WriteAllAsync(default);
        var comparison = await ReadAsync("ebpf/ebpf_comparison.json");
        Assert.That(
            comparison.Cases.Select(item => item.Case),
            Is.EqualTo(new[] { "ebpf/other/lab-veth/pps/udp/pps_1", TemporaryTree.ToolCase })
        );
        Assert.That(comparison.Cases.Select(item => item.Verdict), Is.EqualTo(new Verdict?[] { null, Verdict.Pass }));
        Assert.That(comparison.Verdicts, Is.EqualTo(new Dictionary<Verdict, int> { [Verdict.Pass] = 1 }));
        Assert.That(comparison.Cases[1].Sentence, Does.StartWith("costs 3.0 % of TCP latency"));
        Assert.That(comparison.Cases[1].Comparison.Single().Baseline, Is.EqualTo(100).Within(1e-9));

        var baseline = await ReadAsync("baseline/baseline_summary.json");
        Assert.That(
            (baseline.Runs, baseline.From, baseline.To),
            Is.EqualTo((2, TemporaryTree.Start, TemporaryTree.Start.AddMinutes(2).AddSeconds(3)))
        );
    }

    [Test]
    public async Task Written_again_the_summaries_are_the_same()
    {
        var chain = new SummaryChain(_folder.Store);
        await chain.WriteAllAsync(default);
        var first = _folder.Read("ebpf/ebpf_comparison.json");
        await chain.WriteAllAsync(default);
        Assert.That(_folder.Read("ebpf/ebpf_comparison.json"), Is.EqualTo(first));
    }

    [Test]
    public async Task A_broken_run_is_told_and_left_out()
    {
        var broken = await _folder.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(999));
        _folder.Write($"{broken.Folder}/metadata.json", "{}");
        var problems = await new SummaryChain(_folder.Store).WriteAllAsync(default);
        Assert.That(problems.Select(problem => problem.Path), Is.EqualTo(new[] { $"{broken.Folder}/metadata.json" }));
        Assert.That((await ReadAsync("baseline/baseline_summary.json")).Cases.Single().Summary.Metrics.Single().Max, Is.EqualTo(102));
    }

    [Test]
    public async Task A_folder_whose_runs_never_ended_has_no_summary()
    {
        const string name = "baseline/lab-other/pps/udp/pps_1";
        _folder.Tree.CreateRun(name, TemporaryTree.Start);
        await new SummaryChain(_folder.Store).WriteAllAsync(default);
        Assert.That(Directory.EnumerateFiles(_folder.Tree.CaseFolder(name), "*", SearchOption.AllDirectories), Is.Empty);
    }

    private Task<GroupSummary> ReadAsync(string path) =>
        JsonFiles.ReadAsync<GroupSummary>(_folder.Tree.Root, path, JsonFiles.CamelCase, default);
}
