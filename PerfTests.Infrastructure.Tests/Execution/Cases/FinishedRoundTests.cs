using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

[TestFixture]
internal sealed class FinishedRoundTests
{
    private static readonly RunOutcome Before = Outcomes.Baseline("baseline/run_1", 10);
    private static readonly RunOutcome After = Outcomes.Baseline("baseline/run_2", 11);
    private static readonly RoundRuns Whole = RoundRuns
        .None.WithBaseline(Before)
        .WithMiddle(Outcomes.Tool("ebpf/run_1", 12, null, null))
        .WithMiddle(Outcomes.Tool("ebpf/run_2", 13, null, null))
        .WithBaseline(After);

    [Test]
    public void A_valid_round_keeps_all_values()
    {
        var round = FinishedRound.Valid(3, Whole);
        Assert.Multiple(() =>
        {
            Assert.That(round.Record.Number, Is.EqualTo(3));
            Assert.That(round.Record.Runs, Is.EqualTo(new[] { "baseline/run_1", "ebpf/run_1", "ebpf/run_2", "baseline/run_2" }));
            Assert.That(round.Record.Values.Keys, Is.EqualTo(new[] { "mean_latency" }));
            Assert.That(round.Record.Values["mean_latency"].Baseline, Is.EqualTo(new[] { 10.0, 11 }));
            Assert.That(round.Record.Values["mean_latency"].Middle, Is.EqualTo(new[] { 12.0, 13 }));
            Assert.That(round.Record.DroppedBecause, Is.Null);
            Assert.That(round.ToolProblem, Is.Null);
        });
    }

    [Test]
    public void A_metric_that_one_run_lacks_is_left_out()
    {
        var richer = Before with
        {
            Record = Before.Record with
            {
                Metrics = new Dictionary<string, double> { ["mean_latency"] = 10, ["pps"] = 5 },
            },
        };
        var runs = Whole with { Baseline = [richer, After] };
        Assert.That(FinishedRound.Valid(1, runs).Record.Values.Keys, Is.EqualTo(new[] { "mean_latency" }));
    }

    [Test]
    public void A_dropped_round_has_its_reason_and_no_values()
    {
        var round = FinishedRound.DroppedFor(RoundPart.BaselineAfter, "the load was refused", 2, Whole, After);
        Assert.Multiple(() =>
        {
            Assert.That(round.Record.DroppedBecause, Is.EqualTo("the load was refused"));
            Assert.That(round.Record.Values, Is.Empty);
            Assert.That(round.Record.Baseline[1], Is.EqualTo("baseline/run_2"));
            Assert.That(round.ToolProblem, Is.Null);
        });
    }

    [Test]
    public void A_round_that_ended_early_names_the_runs_that_were_made()
    {
        var runs = RoundRuns.None.WithBaseline(Before);
        var round = FinishedRound.DroppedFor(RoundPart.BaselineBefore, "x", 1, runs, Before).Record;
        Assert.That(round.Runs, Is.EqualTo(new[] { "baseline/run_1" }));
        Assert.That(round.Middle, Is.Empty);
    }

    [Test]
    public void A_tool_that_left_programs_makes_further_rounds_worthless()
    {
        var left = Outcomes.Observed([Outcomes.Program(7)], [Outcomes.Program(7)], alive: true, 7);
        var round = Struck(left.Problem!, Outcomes.Tool("ebpf/run_1", 0, left.Problem, left));
        Assert.That(round.ToolProblem, Is.EqualTo(left.Problem).And.Contain("7 stayed loaded"));
    }

    [Test]
    public void A_tool_that_died_once_may_be_tried_again()
    {
        var dead = Outcomes.Observed([Outcomes.Program(7)], [], alive: false);
        Assert.That(Struck(dead.Problem!, Outcomes.Tool("ebpf/run_1", 0, dead.Problem, dead)).ToolProblem, Is.Null);
    }

    [Test]
    public void A_broken_limit_is_kept_in_parts_with_the_run_that_it_struck()
    {
        var breach = new RuleBreach
        {
            Rule = "foreign_cpu_percent",
            Value = 43.2,
            Limit = 10,
            Unit = "% of a core",
            Role = "server",
            Host = "db",
            Detail = "cc1plus 40",
        };
        var middle = Broken(Outcomes.Baseline("ebpf/run_1", 0, $"{breach}"), breach);
        var round = Struck(middle.Error!, middle);
        Assert.Multiple(() =>
        {
            Assert.That(
                round.Record.DroppedBy,
                Is.EqualTo(
                    new DropReason
                    {
                        Rule = "foreign_cpu_percent",
                        Part = RoundPart.Middle,
                        Run = "ebpf/run_1",
                        Breach = breach,
                    }
                )
            );
            Assert.That(
                round.Record.DroppedBecause,
                Is.EqualTo("CPU of foreign processes on server db: 43.2 % of a core (cc1plus 40), limit 10 (foreign_cpu_percent)")
            );
            Assert.That(round.ToolProblem, Is.Null);
        });
    }

    [Test]
    public void What_an_earlier_tool_left_makes_further_rounds_worthless()
    {
        var breach = new RuleBreach
        {
            Rule = "leftover_programs",
            Value = 1,
            Limit = 0,
            Unit = "programs",
            Role = "server",
            Host = "db",
            Detail = "7 sched_cls count",
        };
        var middle = Broken(Outcomes.Baseline("ebpf/run_1", 0, $"{breach}"), breach);
        Assert.That(Struck(middle.Error!, middle).ToolProblem, Does.Contain("7 sched_cls count").And.Contain("(leftover_programs)"));
    }

    private static FinishedRound Struck(string because, RunOutcome middle) =>
        FinishedRound.DroppedFor(RoundPart.Middle, because, 1, RoundRuns.None.WithBaseline(Before).WithMiddle(middle), middle);

    private static RunOutcome Broken(RunOutcome run, RuleBreach breach) =>
        run with
        {
            Record = run.Record with { Execution = run.Record.Execution with { Broken = [breach] } },
        };
}
