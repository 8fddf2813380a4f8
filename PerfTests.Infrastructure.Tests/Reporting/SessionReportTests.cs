using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class SessionReportTests
{
    private static readonly CaseResult Passing = Exposed(
        SampleCases.Tool(
            "quiet",
            "lab-veth",
            "latency/tcp/latency_2s",
            Verdict.Pass,
            SampleCases.Judged(Metric.MeanLatency, 40, 41, 2, 1, 3, 5, Verdict.Pass)
        )
    );

    private static readonly CaseResult Undecided = Exposed(
        SampleCases.Tool(
            "unclear",
            "lab-veth",
            "latency/tcp/latency_2s",
            Verdict.Inconclusive,
            SampleCases.Judged(Metric.MeanLatency, 40, 42, 5, 1, 9, 5, Verdict.Inconclusive)
        )
    );

    private static readonly CaseResult Failing = SampleCases.Tool(
        "loud",
        "lab-veth",
        "latency/tcp/latency_2s",
        Verdict.Fail,
        SampleCases.Judged(Metric.MeanLatency, 40, 80, 100, 90, 110, 5, Verdict.Fail)
    );

    private readonly FakeTimeProvider _time = new();
    private TemporaryTree _files = null!;

    [SetUp]
    public void MakeTree() => _files = new TemporaryTree();

    [TearDown]
    public void RemoveTree() => _files.Dispose();

    [Test]
    public async Task A_session_leaves_page_tables_and_its_outcome_and_the_console_table_names_the_page()
    {
        await AddAsync(Passing);
        var table = await WriteAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(table, Does.Contain("quiet").And.EndsWith($"Report: {Path.Combine(_files.Tree.Root, "analysis", "report.html")}"));
            Assert.That(_files.Read("analysis/report.html"), Does.Contain("quiet").And.Contain("the gate is open"));
            Assert.That(_files.Read("analysis/summary.md"), Does.Contain("quiet"));
            Assert.That(_files.Read("analysis/cases.csv"), Does.Contain("quiet"));
            Assert.That((await OutcomeAsync()).ExitCode, Is.Zero);
        });
    }

    [Test]
    public async Task A_case_over_its_budget_closes_the_gate()
    {
        await AddAsync(Passing, Failing);
        await WriteAsync();
        Assert.Multiple(async () =>
        {
            Assert.That((await OutcomeAsync()).ExitCode, Is.EqualTo(1));
            Assert.That(_files.Read("analysis/report.html"), Does.Contain("the gate is closed"));
        });
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task An_undecided_case_closes_the_gate_where_it_is_told_to(bool failOnInconclusive, int exitCode)
    {
        await AddAsync(Passing, Undecided);
        await WriteAsync(failOnInconclusive: failOnInconclusive);
        Assert.That((await OutcomeAsync()).ExitCode, Is.EqualTo(exitCode));
    }

    [Test]
    public async Task Only_the_session_s_cases_count_when_they_are_named()
    {
        await AddAsync(Passing, Failing);
        var table = await WriteAsync([Passing.Verdict.Case]);
        Assert.Multiple(async () =>
        {
            Assert.That(table, Does.Not.Contain("loud"));
            Assert.That((await OutcomeAsync()).ExitCode, Is.Zero);
        });
    }

    [Test]
    public async Task Host_facts_come_from_the_last_run_of_a_case()
    {
        var run = await _files.AddAsync(TemporaryTree.BaselineCase, TemporaryTree.Run(40));
        await AddAsync(Passing with { Rounds = [.. Passing.Rounds.Select(round => round with { BaselineAfter = run.Folder })] });
        await WriteAsync();
        Assert.That(_files.Read("analysis/report.html"), Does.Contain("6.18"));
    }

    [Test]
    public async Task What_cannot_be_read_is_told_in_the_report_and_does_not_hide_the_rest()
    {
        await AddAsync(Passing, Failing);
        _files.Write($"{Failing.Verdict.Case}/verdict.json", "{ cut");
        await WriteAsync();
        Assert.That(_files.Read("analysis/report.html"), Does.Contain($"{Failing.Verdict.Case}/verdict.json").And.Contain("quiet"));
    }

    [Test]
    public async Task A_tree_without_any_case_gives_a_report_and_a_closed_gate()
    {
        await WriteAsync();
        Assert.That((await OutcomeAsync()).ExitCode, Is.Not.Zero);
    }

    private async Task AddAsync(params CaseResult[] results)
    {
        foreach (var result in results)
        {
            Directory.CreateDirectory(_files.Tree.CaseFolder(result.Verdict.Case));
            await _files.Store.WriteRoundsAsync(result.Verdict.Case, result.Rounds, CancellationToken.None);
            await _files.Store.WriteVerdictAsync(result.Verdict, CancellationToken.None);
        }
    }

    /// <summary>The report of a session that ran the cases, all of the tree unless told otherwise.</summary>
    private async Task<string> WriteAsync(IReadOnlyCollection<string>? cases = null, bool failOnInconclusive = false)
    {
        var names = cases ?? [.. (await _files.Store.ReadCasesAsync(CancellationToken.None)).Items.Select(result => result.Verdict.Case)];
        var session = new SessionCases(names.ToHashSet(), names.ToHashSet());
        return await SessionReport.WriteAsync(_files.Tree.Root, session, failOnInconclusive, _time, CancellationToken.None);
    }

    private async Task<SessionOutcome> OutcomeAsync() =>
        (await SessionOutcome.ReadAsync(_files.Tree.Root, DateTimeOffset.MinValue, CancellationToken.None))!;

    // The samples show a proof of every kind, a failed one too: no verdict may rest on that.
    private static CaseResult Exposed(CaseResult result) => result with { Verdict = result.Verdict with { Exposure = Sample.Exposure } };
}
