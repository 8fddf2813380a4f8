using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class SessionReportTests
{
    private readonly FakeTimeProvider _time = new();
    private TemporaryTree _files = null!;

    [SetUp]
    public void MakeTree() => _files = new TemporaryTree();

    [TearDown]
    public void RemoveTree() => _files.Dispose();

    [Test]
    public async Task A_session_leaves_page_tables_and_its_outcome_and_the_console_table_names_the_page()
    {
        await AddPassingAsync();
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
        await AddPassingAsync();
        await AddFailingAsync();
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
        await AddPassingAsync();
        await AddUndecidedAsync();
        await WriteAsync(failOnInconclusive: failOnInconclusive);
        Assert.That((await OutcomeAsync()).ExitCode, Is.EqualTo(exitCode));
    }

    [Test]
    public async Task Only_the_session_s_cases_count_when_they_are_named()
    {
        var passing = await AddPassingAsync();
        await AddFailingAsync();
        var table = await WriteAsync([passing.Verdict.Case]);
        Assert.Multiple(async () =>
        {
            Assert.That(table, Does.Not.Contain("loud"));
            Assert.That((await OutcomeAsync()).ExitCode, Is.Zero);
        });
    }

    [Test]
    public async Task Host_facts_come_from_the_last_run_of_a_case()
    {
        await AddPassingAsync();
        await WriteAsync();
        Assert.That(_files.Read("analysis/report.html"), Does.Contain("6.18"));
    }

    [Test]
    public async Task What_cannot_be_read_is_told_in_the_report_and_does_not_hide_the_rest()
    {
        await AddPassingAsync();
        var failing = await AddFailingAsync();
        _files.Write($"{failing.Verdict.Case}/verdict.json", "{ cut");
        await WriteAsync();
        Assert.That(_files.Read("analysis/report.html"), Does.Contain($"{failing.Verdict.Case}/verdict.json").And.Contain("quiet"));
    }

    [Test]
    public async Task A_tree_without_any_case_gives_a_report_and_a_closed_gate()
    {
        await WriteAsync();
        Assert.That((await OutcomeAsync()).ExitCode, Is.Not.Zero);
    }

    private Task<CaseResult> AddPassingAsync() => _files.AddAsync("quiet", [101, 102, 101, 103, 102]);

    private Task<CaseResult> AddUndecidedAsync() => _files.AddAsync("unclear", [101, 118, 101, 119, 102]);

    private Task<CaseResult> AddFailingAsync() => _files.AddAsync("loud", [150, 151, 150, 152, 151]);

    /// <summary>The report of a session that ran the cases, all of the tree unless told otherwise.</summary>
    private async Task<string> WriteAsync(IReadOnlyCollection<string>? cases = null, bool failOnInconclusive = false)
    {
        var names = cases ?? [.. (await _files.Store.ReadCasesAsync(CancellationToken.None)).Items.Select(result => result.Verdict.Case)];
        var session = new SessionCases(names.ToHashSet(), names.ToHashSet());
        return await SessionReport.WriteAsync(_files.Tree.Root, session, failOnInconclusive, _time, CancellationToken.None);
    }

    private async Task<SessionOutcome> OutcomeAsync() =>
        (await SessionOutcome.ReadAsync(_files.Tree.Root, DateTimeOffset.MinValue, CancellationToken.None))!;
}
