using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis.Comparisons;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Reporting.Markdown;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Statistics;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Comparisons;

[TestFixture]
internal sealed class ComparisonTests
{
    private TemporaryTree _one = null!;
    private TemporaryTree _other = null!;

    [SetUp]
    public void SetUp() => (_one, _other) = (new TemporaryTree(), new TemporaryTree());

    [TearDown]
    public void TearDown()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Test]
    public async Task Versions_of_a_tool_match_across_trees_and_a_dearer_one_is_worse()
    {
        await _one.AddAsync("tracer_a1b2c3", [103, 104, 103, 105, 104]);
        await _other.AddAsync("tracer_d4e5f6", [113, 114, 113, 115, 114]);
        await _other.AddAsync("new_one", [103, 104, 103, 105, 104]);
        var comparison = Comparison.Of(ComparedSide.Tree("old", await ReadAsync(_one)), ComparedSide.Tree("new", await ReadAsync(_other)));
        var metric = comparison.Cases.Single().Metrics.Single();
        Assert.Multiple(() =>
        {
            Assert.That(metric.Overhead!.Percent, Is.EqualTo(100 * ((114.0 / 104) - 1)).Within(0.5));
            Assert.That(metric.Overhead.IsMoreThanNoise, Is.True);
            Assert.That(metric.Baseline!.IsMoreThanNoise, Is.False);
            Assert.That(comparison.OnlyInB, Is.EqualTo(new[] { "ebpf/new_one/lab-veth/latency/tcp/latency_2s" }));
            Assert.That(ComparisonTable.Render(comparison).Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(100));
        });
        Snapshot.Match(ComparisonTable.Render(comparison), "two_trees");
        Snapshot.Match(ComparisonMarkdown.Render(comparison), "two_trees", "md");
    }

    [Test]
    public async Task Two_tools_of_a_tree_are_found_by_id_without_version()
    {
        await _one.AddAsync("tracer_a1b2c3.rx", [103, 104, 103, 105, 104]);
        await _one.AddAsync("counter.rx", [101, 102, 101, 103, 102]);
        var reading = await ReadAsync(_one);
        var comparison = Comparison.Of(ComparedSide.Tool("tracer", reading), ComparedSide.Tool("counter", reading));
        Assert.That(comparison.Cases.Single().Key, Is.EqualTo("rx/lab-veth/latency/tcp/latency_2s"));
    }

    [Test]
    public async Task A_slower_baseline_is_told_apart_from_a_dearer_tool()
    {
        await _one.AddAsync("tracer", [103, 104, 103, 105, 104]);
        await _other.AddAsync("tracer", [123, 124, 123, 125, 124], baseline: 119);
        var metric = Comparison
            .Of(ComparedSide.Tree("A", await ReadAsync(_one)), ComparedSide.Tree("B", await ReadAsync(_other)))
            .Cases.Single()
            .Metrics.Single();
        Assert.That((metric.Overhead!.IsMoreThanNoise, metric.Baseline!.IsMoreThanNoise), Is.EqualTo(((bool?)false, (bool?)true)));
        Assert.That(metric.Baseline.Percent, Is.EqualTo(19).Within(0.1));
    }

    [Test]
    public async Task A_tool_that_became_cheaper_is_more_than_noise_too()
    {
        await _one.AddAsync("tracer", [113, 114, 113, 115, 114]);
        await _other.AddAsync("tracer", [103, 104, 103, 105, 104]);
        var overhead = Comparison
            .Of(ComparedSide.Tree("A", await ReadAsync(_one)), ComparedSide.Tree("B", await ReadAsync(_other)))
            .Cases.Single()
            .Metrics.Single()
            .Overhead!;
        Assert.That((overhead.Percent < 0, overhead.IsMoreThanNoise), Is.EqualTo((true, (bool?)true)));
    }

    [TestCase(21, false)]
    [TestCase(25, true)]
    public async Task A_percentile_that_is_one_step_higher_on_the_other_side_is_no_difference(double other, bool isMore)
    {
        var reading = await ReadAsync(_one);
        ComparedSide Side(string label, double middle) =>
            new(
                label,
                new Dictionary<string, CaseResult>
                {
                    ["case"] = new CaseResult
                    {
                        Environment = "lab-veth",
                        TestType = TestType.Latency,
                        Protocol = "tcp",
                        Params = "latency_2s",
                        Tool = "tracer_a1b2c3",
                        Rounds = Sample.Percentiles(middle, middle, middle, middle, middle),
                        Verdict = Sample.Judge(Sample.Tool(Sample.Percentiles(middle, middle, middle, middle, middle))),
                        Marker = Sample.Marker(Sample.Tool([])),
                    },
                },
                reading
            );
        var metric = Comparison.Of(Side("A", 20), Side("B", other)).Cases.Single().Metrics.Single(metric => metric.Name == "p99_latency");
        Assert.That((metric.Overhead!.IsMoreThanNoise, metric.Baseline!.IsMoreThanNoise), Is.EqualTo(((bool?)isMore, (bool?)false)));
    }

    [TestCase("tracer_a1b2c3")]
    [TestCase("tracer_d4e5f6")]
    public async Task Of_several_versions_the_one_measured_last_counts(string last)
    {
        foreach (var version in new[] { "tracer_a1b2c3", "tracer_d4e5f6" })
        {
            var result = await _one.AddAsync(version, [103, 104, 103, 105, 104]);
            await _one.Store.WriteVerdictAsync(
                result.Verdict with
                {
                    Time = result.Verdict.Time.AddHours(version == last ? 1 : 0),
                },
                default
            );
        }
        Assert.That(ComparedSide.Tree("A", await ReadAsync(_one)).Cases.Values.Single().Tool, Is.EqualTo(last));
    }

    [Test]
    public async Task Runs_that_both_sides_count_are_told_since_their_noise_is_not_independent()
    {
        var tracer = await _one.AddAsync("tracer", [103, 104, 103, 105, 104]);
        var counter = await _one.AddAsync("counter", [101, 102, 101, 103, 102]);
        await _one.Store.WriteRoundsAsync(
            counter.Verdict.Case,
            [.. counter.Rounds.Select((round, i) => round with { Baseline = tracer.Rounds[i].Baseline })],
            default
        );
        var (reading, other) = (await ReadAsync(_one), await ReadAsync(_one));
        Assert.That(
            Comparison.Of(ComparedSide.Tool("tracer", reading), ComparedSide.Tool("counter", reading)).Cases.Single().SharedRuns,
            Is.EqualTo(10)
        );
        Assert.That(
            Comparison.Of(ComparedSide.Tool("tracer", reading), ComparedSide.Tool("counter", other)).Cases.Single().SharedRuns,
            Is.Zero,
            "another tree"
        );
    }

    [Test]
    public async Task Conditions_that_differ_are_listed()
    {
        await _one.AddAsync("tracer", [103, 104, 103, 105, 104]);
        var result = await _other.AddAsync("tracer", [103, 104, 103, 105, 104]);
        _other.Write(
            $"{result.Rounds[^1].Baseline[^1]}/fingerprint.json",
            """{"hosts": {"server": {"kernel": "6.12"}}, "workload": {"streams": "1"}}"""
        );
        var comparison = Comparison.Of(ComparedSide.Tree("A", await ReadAsync(_one)), ComparedSide.Tree("B", await ReadAsync(_other)));
        Assert.That(ComparisonTable.Render(comparison), Does.Contain("- server.kernel: 6.18 against 6.12 (all cases)"));
    }

    [Test]
    public void Swapping_the_sides_turns_the_difference_around() =>
        Prop.ForAll(
                Gen.Choose(2, 30).Four().ToArbitrary(),
                counts =>
                {
                    (double, double, int) a = (counts.Item1 / 10.0, counts.Item2 / 100.0, counts.Item3),
                        b = (counts.Item4 / 10.0, counts.Item3 / 100.0, counts.Item2);
                    var (there, back) = (IndependentDifference.Of(a, b, 0.05), IndependentDifference.Of(b, a, 0.05));
                    return Math.Abs(there.Mean + back.Mean) < 1e-12 && Math.Abs(there.Margin!.Value - back.Margin!.Value) < 1e-9;
                }
            )
            .QuickCheckThrowOnFailure();

    private static Task<ResultReading> ReadAsync(TemporaryTree tree) => ResultReading.ReadAsync(tree.Store, default);
}
