using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class SessionGateTests
{
    private const string Quiet = "ebpf/quiet/lab-veth/latency/tcp/latency_2s";

    private TemporaryTree _tree = null!;

    [SetUp]
    public void Create() => _tree = new TemporaryTree();

    [TearDown]
    public void Delete() => _tree.Dispose();

    [Test]
    public async Task A_selected_case_without_a_verdict_closes_the_gate_of_the_session()
    {
        await PassAsync(Quiet);
        var outcome = await ReportAsync(selected: [Quiet, TemporaryTree.ToolCase], judged: [Quiet]);
        Assert.That(outcome!.ExitCode, Is.EqualTo(1));
        Assert.That(_tree.Read("analysis/report.html"), Does.Contain($"{TemporaryTree.ToolCase} has no verdict"));
    }

    [Test]
    public async Task An_earlier_session_s_verdict_does_not_stand_in_for_one_of_this_session()
    {
        await PassAsync(Quiet);
        await PassAsync(TemporaryTree.ToolCase);
        var outcome = await ReportAsync(selected: [Quiet, TemporaryTree.ToolCase], judged: [Quiet]);
        Assert.That(outcome!.Message, Does.StartWith("2 cases: 1 pass").And.Contain("1 without a verdict; the gate is closed"));
    }

    [Test]
    public async Task A_session_of_passed_cases_opens_the_gate()
    {
        await PassAsync(Quiet);
        Assert.That((await ReportAsync([Quiet], [Quiet]))!.ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_verdict_that_cannot_be_read_closes_the_gate_of_the_session()
    {
        await PassAsync(Quiet);
        await PassAsync(TemporaryTree.ToolCase);
        _tree.Write($"{TemporaryTree.ToolCase}/{CaseStore.VerdictFile}", "{");
        string[] both = [Quiet, TemporaryTree.ToolCase];
        Assert.That((await ReportAsync(both, both))!.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_report_on_the_whole_tree_says_nothing_of_how_the_last_session_ended()
    {
        await PassAsync(Quiet);
        await SessionReport.WriteAsync(_tree.Tree.Root, session: null, failOnInconclusive: false, TimeProvider.System, default);
        Assert.That(await OutcomeAsync(), Is.Null);
    }

    [Test]
    public async Task A_report_on_the_whole_tree_closes_the_gate_for_a_case_that_was_killed_while_it_ran_again()
    {
        await PassAsync(Quiet);
        await PassAsync(TemporaryTree.ToolCase);
        await _tree.Store.BeginAsync(TemporaryTree.ToolCase, default);
        await SessionReport.WriteAsync(_tree.Tree.Root, session: null, failOnInconclusive: false, TimeProvider.System, default);
        Assert.That(_tree.Read("analysis/report.html"), Does.Contain("1 without a verdict; the gate is closed"));
    }

    [Test]
    public async Task Reports_of_an_earlier_session_can_be_taken_away_and_nothing_else()
    {
        await PassAsync(Quiet);
        await ReportAsync([Quiet], [Quiet]);
        SessionReport.Discard(_tree.Tree.Root);
        Assert.That(Directory.EnumerateFiles(Path.Combine(_tree.Tree.Root, SessionReport.AnalysisFolder)), Is.Empty);
        Assert.That(await _tree.Store.ReadCaseAsync(Quiet, default), Is.Not.Null);
    }

    private Task<CaseResult> PassAsync(string caseName) => _tree.AddAsync(CaseAddress.Parse(caseName).Tool!, [101, 102, 101, 103, 102]);

    private async Task<SessionOutcome?> ReportAsync(string[] selected, string[] judged)
    {
        await SessionReport.WriteAsync(
            _tree.Tree.Root,
            new SessionCases(selected.ToHashSet(), judged.ToHashSet()),
            failOnInconclusive: false,
            TimeProvider.System,
            default
        );
        return await OutcomeAsync();
    }

    private Task<SessionOutcome?> OutcomeAsync() => SessionOutcome.ReadAsync(_tree.Tree.Root, DateTimeOffset.MinValue, default);
}
