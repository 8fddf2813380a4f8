using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

/// <summary>Which rounds were dropped, and which were not, is judged again from what the runs kept.</summary>
[TestFixture]
internal sealed class ValidityContradictionsTests
{
    private static readonly RuleBreach Breach = new()
    {
        Rule = "foreign_cpu_percent",
        Value = 43,
        Limit = 10,
        Unit = "% of a core",
        Role = "server",
        Host = "db",
        Detail = "cc1plus 40",
    };

    private TemporaryTree _tree = null!;
    private CaseResult _case = null!;

    [SetUp]
    public async Task SetUp()
    {
        _tree = new TemporaryTree();
        _case = await _tree.AddAsync("tracer_a1b2c3", [103, 104, 103, 105, 104]);
        foreach (var folder in _case.Rounds.SelectMany(round => round.Runs))
            await WriteAsync(folder, 3);
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public async Task Rounds_whose_runs_keep_every_limit_agree() => Assert.That(await FindAsync(), Is.Empty);

    [Test]
    public async Task A_round_with_a_run_that_broke_a_limit_cannot_count()
    {
        await WriteAsync(_case.Rounds[1].Middle[0], 43);
        Assert.That(
            (await FindAsync()).Single(),
            Does.Contain("round 2 counts ebpf/").And.Contain("43 % of a core").And.Contain("limit 10")
        );
    }

    [Test]
    public async Task A_round_whose_runs_differ_cannot_count()
    {
        await WriteAsync(_case.Rounds[^1].Baseline[^1], 3, program: 9);
        Assert.That((await FindAsync()).Single(), Does.Contain("round 5 counts although its runs differ").And.Contain("+9 xdp"));
    }

    [Test]
    public async Task A_measurement_that_was_taken_away_is_noticed()
    {
        File.Delete(Path.Combine(_tree.Tree.Root, _case.Rounds[0].Middle[0], RunValidity.FileName));
        Assert.That((await FindAsync()).Single(), Does.Contain("round 1 counts ebpf/").And.Contain("validity.json is gone"));
    }

    [Test]
    public async Task Measurements_that_were_all_taken_away_are_noticed_in_every_round()
    {
        foreach (var file in Directory.EnumerateFiles(_tree.Tree.Root, RunValidity.FileName, SearchOption.AllDirectories).ToList())
            File.Delete(file);
        Assert.That(await FindAsync(), Has.Exactly(5).Contains("validity.json is gone"));
    }

    [Test]
    public async Task A_round_that_was_dropped_for_what_its_run_measured_agrees()
    {
        await DropFirstAsync(43);
        Assert.That((await FindAsync()).Where(found => found.Contains("was dropped for", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase(3)]
    [TestCase(44)]
    public async Task A_round_that_was_dropped_for_what_its_run_did_not_measure_is_noticed(double measured)
    {
        await DropFirstAsync(measured);
        Assert.That(
            await FindAsync(),
            Has.Some.Contains("round 1 was dropped for CPU of foreign processes on server db: 43 % of a core")
                .And.Some.Contains("does not bear out")
        );
    }

    private async Task DropFirstAsync(double measured)
    {
        var first = _case.Rounds[0];
        var dropped = first with
        {
            DroppedBecause = $"{Breach}",
            Values = new Dictionary<string, RoundValues>(),
            DroppedBy = new DropReason
            {
                Rule = Breach.Rule,
                Part = RoundPart.Middle,
                Run = first.Middle[0],
                Breach = Breach,
            },
        };
        await WriteAsync(first.Middle[0], measured);
        await _tree.Store.WriteRoundsAsync(_case.Verdict.Case, [dropped, .. _case.Rounds.Skip(1)], default);
    }

    private Task WriteAsync(string folder, double foreignCpu, int? program = null) =>
        JsonFiles.WriteAsync(
            Path.Combine(_tree.Tree.Root, folder, RunValidity.FileName),
            new RunValidity
            {
                Measures =
                [
                    new ValidityMeasure
                    {
                        Rule = "foreign_cpu_percent",
                        Value = foreignCpu,
                        Role = "server",
                        Host = "db",
                        Detail = "cc1plus 40",
                    },
                ],
                Hosts = new Dictionary<string, HostConditions>
                {
                    ["server"] = new() { HostId = "db", ForeignPrograms = program is { } id ? [new(id, "xdp", null, null)] : [] },
                },
            },
            JsonFiles.CamelCase,
            default
        );

    private async Task<IReadOnlyList<string>> FindAsync()
    {
        var reading = await ResultReading.ReadAsync(_tree.Store, default);
        return [.. reading.Cases.SelectMany(result => Contradictions.Of(result, reading)).Select(found => $"{found}")];
    }
}
