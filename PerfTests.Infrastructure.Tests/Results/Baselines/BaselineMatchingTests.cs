using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Results.Baselines;

[TestFixture]
internal sealed class BaselineMatchingTests
{
    private static readonly DateTimeOffset Now = TemporaryTree.Start.AddHours(3);

    private readonly TemporaryTree _tree = new();

    [TearDown]
    public void Empty()
    {
        foreach (var folder in Directory.GetDirectories(_tree.Tree.Root))
            Directory.Delete(folder, recursive: true);
    }

    [OneTimeTearDown]
    public void Remove() => _tree.Dispose();

    [Test]
    public async Task Equal_conditions_and_an_equal_fingerprint_match_the_newest_first()
    {
        await AddAsync(hours: 1);
        await AddAsync(hours: 2);
        var match = await MatchAsync();
        Assert.That(
            match.Runs.Select(run => run.Execution.StartTime),
            Is.EqualTo(new[] { TemporaryTree.Start.AddHours(2), TemporaryTree.Start.AddHours(1) })
        );
        Assert.That((match.Rejected.Count, match.Problem), Is.EqualTo((0, (string?)null)));
    }

    [Test]
    public async Task Without_any_baseline_it_says_for_which_conditions() =>
        Assert.That((await MatchAsync()).Problem, Is.EqualTo($"no baseline run for these conditions ({TemporaryTree.BaselineCase})"));

    [Test]
    public async Task Another_kernel_is_named_with_both_values()
    {
        var old = new Fingerprint
        {
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["server"] = new Dictionary<string, string> { ["kernel"] = "6.1" },
            },
            Workload = TemporaryTree.Fingerprint.Workload,
        };
        await AddAsync(hours: 1, fingerprint: old);
        Assert.That(await ReasonAsync(), Is.EqualTo("server.kernel: 6.1 against 6.18"));
    }

    [Test]
    public async Task Other_parameters_are_named()
    {
        await AddAsync(
            hours: 1,
            run =>
                run with
                {
                    TestCase = run.TestCase with
                    {
                        Parameters = new Dictionary<string, string> { ["params"] = "latency_2s", ["base_port"] = "7" },
                    },
                }
        );
        Assert.That(await ReasonAsync(), Is.EqualTo("parameters.base_port: 7 against (unknown)"));
    }

    [Test]
    public async Task An_old_run_is_told_with_its_age_and_the_limit()
    {
        await AddAsync(hours: -30);
        Assert.That(await ReasonAsync(), Is.EqualTo("older by 32 h, 24 h allowed"));
    }

    [Test]
    public async Task A_failed_run_is_told_with_its_error()
    {
        await AddAsync(
            hours: 1,
            run => run with { Execution = run.Execution with { Status = RunStatus.Failed, Error = "the load was refused" } }
        );
        Assert.That(await ReasonAsync(), Is.EqualTo("failed run: the load was refused"));
    }

    [Test]
    public async Task A_run_in_which_programs_were_counted_is_not_used()
    {
        await AddAsync(hours: 1, run => run with { Execution = run.Execution with { Purpose = RunPurpose.Exposure } });
        Assert.That(await ReasonAsync(), Is.EqualTo("not a measurement: programs were counted in it"));
    }

    [Test]
    public async Task A_run_beside_a_tool_is_no_baseline_wherever_it_lies()
    {
        var run = await AddAsync(hours: 1);
        var path = $"{run.Folder}/metadata.json";
        _tree.Write(path, _tree.Read(path).Replace("\"ebpf_tool\": null", "\"ebpf_tool\": \"tracer_a1b2c3\"", StringComparison.Ordinal));
        Assert.That(await ReasonAsync(), Does.StartWith("a tool ran in it: tracer_a1b2c3"));
    }

    [Test]
    public async Task A_run_long_after_the_tool_s_is_as_far_as_one_long_before()
    {
        await AddAsync(hours: 2.9);
        var match = await MatchAsync(TimeSpan.FromMinutes(30));
        Assert.That(match.Runs, Is.Empty);
        Assert.That(match.Rejected.Single().Reason, Is.EqualTo("later by 0.9 h, 0.5 h allowed"));
    }

    [Test]
    public async Task A_run_of_the_future_is_not_used()
    {
        await AddAsync(hours: 9);
        Assert.That(await ReasonAsync(), Does.StartWith("from the future"));
    }

    [Test]
    public async Task An_edited_start_time_does_not_make_a_run_younger()
    {
        var run = await AddAsync(hours: -30);
        var path = $"{run.Folder}/metadata.json";
        _tree.Write(path, _tree.Read(path).Replace("2024-11-30T", "2024-12-01T", StringComparison.Ordinal));
        Assert.That(await ReasonAsync(), Does.Contain("is not that of its folder"));
    }

    [TestCase("metadata.json")]
    [TestCase("fingerprint.json")]
    public async Task A_file_that_cannot_be_read_is_told_and_the_others_are_used(string file)
    {
        var torn = await AddAsync(hours: 1);
        await AddAsync(hours: 2);
        _tree.Write($"{torn.Folder}/{file}", "{\"test_case\": ");
        var match = await MatchAsync();
        Assert.That(match.Rejected.Single().Reason, Does.StartWith("unreadable file: "));
        Assert.That(match.Runs, Has.Count.EqualTo(1));
    }

    private async Task<string> ReasonAsync()
    {
        var match = await MatchAsync();
        Assert.That(match.Runs, Is.Empty);
        return match.Rejected.Single().Reason;
    }

    private async Task<BaselineMatch> MatchAsync(TimeSpan? maxAge = null)
    {
        var tool = await _tree.AddAsync(TemporaryTree.ToolCase, TemporaryTree.Run(103, "tracer_a1b2c3", TemporaryTree.Start.AddHours(2)));
        return await new BaselineMatching(_tree.Store, new FakeTimeProvider(Now)).FindMatchingBaselineAsync(
            tool.Folder,
            maxAge ?? TimeSpan.FromHours(24),
            default
        );
    }

    private async Task<RunRecord> AddAsync(double hours, Func<RunRecord, RunRecord>? change = null, Fingerprint? fingerprint = null)
    {
        var run = TemporaryTree.Run(100, start: TemporaryTree.Start.AddHours(hours));
        return await _tree
            .Tree.CreateRun(TemporaryTree.BaselineCase, run.Execution.StartTime)
            .CompleteAsync(change?.Invoke(run) ?? run, fingerprint ?? TemporaryTree.Fingerprint, default);
    }
}
