using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

/// <summary>What dropped rounds and losses do to the verdict of a case whose valid rounds would pass or fail.</summary>
[TestFixture]
internal sealed class CaseValidityTests
{
    private static readonly double[] Passing = [100, 101, 100, 99, 100];
    private static readonly double[] Failing = [150, 151, 150, 149, 150];

    [Test]
    public void One_tool_run_that_was_disturbed_casts_no_doubt() =>
        Assert.That(Sample.Judge(Tool(Passing, RoundPart.Middle)).Verdict, Is.EqualTo(Verdict.Pass));

    [Test]
    public void Drops_that_strike_both_arms_cast_no_doubt() =>
        Assert.That(
            Sample.Judge(Tool(Passing, RoundPart.Middle, RoundPart.BaselineBefore, RoundPart.Middle)).Verdict,
            Is.EqualTo(Verdict.Pass)
        );

    [Test]
    public void Drops_between_the_runs_cast_no_doubt() =>
        Assert.That(Sample.Judge(Tool(Passing, RoundPart.Round, RoundPart.Round, RoundPart.Round)).Verdict, Is.EqualTo(Verdict.Pass));

    [Test]
    public void Drops_that_strike_the_tool_runs_alone_make_a_pass_of_the_others_invalid()
    {
        var verdict = Sample.Judge(Tool(Passing, RoundPart.Middle, RoundPart.Middle));
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(
                verdict.Reasons[0],
                Does.StartWith(
                    "2 of 2 rounds that were dropped for one run were dropped for their tool run (2 × steal_percent): the tool itself "
                        + "may cause"
                )
            );
            Assert.That(verdict.Metrics.Select(metric => metric.Verdict), Is.All.EqualTo(Verdict.Invalid));
        });
    }

    [Test]
    public void A_run_that_failed_with_the_tool_alone_asks_for_another_look_and_is_in_the_sentence()
    {
        var evidence = Failed(Tool([.. Enumerable.Repeat(100.5, 5)], RoundPart.Middle));
        Assert.That(CasePlan.Next(evidence, new Thresholds()), Is.EqualTo(CaseStep.Round));
        Assert.That(
            CasePlan.Next(Failed(Tool([.. Enumerable.Repeat(200.5, 5)], RoundPart.Middle)), new Thresholds()),
            Is.Not.EqualTo(CaseStep.Round)
        );
        var verdict = Sample.Judge(Failed(Tool([.. Enumerable.Repeat(100.5, 8)], RoundPart.Middle)));
        Assert.That((verdict.Verdict, verdict.ToolFailures), Is.EqualTo((Verdict.Pass, 1)));
        Assert.That(verdict.Sentence, Does.EndWith(": pass; 1 run failed with the tool, none without"));
        Assert.That(verdict.Reasons, Has.Some.StartsWith("1 run failed with the tool, none without (round "));
    }

    [Test]
    public void Without_another_look_it_is_no_pass()
    {
        var verdict = Sample.Judge(Failed(Tool([.. Enumerable.Repeat(100.5, 5)], RoundPart.Middle)), new Thresholds { Looks = [5] });
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(verdict.Reasons, Has.Some.EndsWith("no look was left to see whether that happens again"));
    }

    [Test]
    public void Runs_that_fail_without_the_tool_too_ask_for_nothing()
    {
        var verdict = Sample.Judge(Failed(Tool([.. Enumerable.Repeat(100.5, 5)], RoundPart.Middle, RoundPart.BaselineAfter)));
        Assert.That((verdict.Verdict, verdict.ToolFailures), Is.EqualTo((Verdict.Pass, 0)));
    }

    [Test]
    public void A_host_that_restarted_under_the_tool_makes_a_pass_invalid_and_leaves_a_fail()
    {
        var verdict = Sample.Judge(Tool(Passing) with { RestartedUnderTool = true });
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.Reasons[0], Does.StartWith("a host restarted while the tool ran on it"));
        Assert.That(Sample.Judge(Tool(Failing) with { RestartedUnderTool = true }).Verdict, Is.EqualTo(Verdict.Fail));
    }

    [TestCase("longest_gap_seconds")]
    [TestCase("long_load_percent")]
    public void A_tool_that_makes_loads_stall_does_not_pass_on_the_rounds_without_a_stall(string rule)
    {
        var evidence = Tool(Passing, RoundPart.Middle, RoundPart.Middle);
        evidence = evidence with
        {
            Rounds =
            [
                .. evidence.Rounds.Select(round => round.DroppedBy is { } by ? round with { DroppedBy = by with { Rule = rule } } : round),
            ],
        };
        var verdict = Sample.Judge(evidence);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.Reasons[0], Does.Contain($"2 × {rule}"));
    }

    [Test]
    public void A_tool_that_costs_too_much_in_the_rounds_that_are_left_fails_all_the_same()
    {
        var verdict = Sample.Judge(Tool(Failing, RoundPart.Middle, RoundPart.Middle));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Fail));
        Assert.That(verdict.Reasons, Has.Some.Contains("2 of 2 rounds"));
    }

    [Test]
    public void A_stopped_case_stays_undecided() =>
        Assert.That(
            Sample.Judge(Tool(Passing[..3], RoundPart.Middle, RoundPart.Middle) with { CutShort = true }).Verdict,
            Is.EqualTo(Verdict.Inconclusive)
        );

    [Test]
    public void A_baseline_case_has_no_tool_to_suspect() =>
        Assert.That(
            Sample.Judge(Sample.Baseline(Tool(Passing, RoundPart.Middle, RoundPart.Middle).Rounds)).Verdict,
            Is.EqualTo(Verdict.Pass)
        );

    [Test]
    public void Beside_a_stored_baseline_more_of_the_runs_are_tool_runs_to_strike()
    {
        var sentinels = Enumerable
            .Range(0, 2)
            .Select(i => new SentinelRun(i, $"baseline/run_{i}", Sample.Time, new Dictionary<string, double>()))
            .ToList();
        var evidence = Tool(Passing, RoundPart.Middle, RoundPart.Middle) with
        {
            Stored = new StoredBaseline { Runs = [], Sentinels = sentinels },
        };
        Assert.That(OneSidedDrops.Of(evidence), Is.Null, "7 of 9 runs are tool runs: two drops among them are likely");
    }

    [Test]
    public void Chance_is_that_of_the_binomial_distribution()
    {
        Assert.That(OneSidedDrops.AtLeast(2, 2, 0.5), Is.EqualTo(0.25).Within(1e-12));
        Assert.That(OneSidedDrops.AtLeast(6, 8, 0.5), Is.EqualTo(37.0 / 256).Within(1e-12));
        Prop.ForAll(Gen.Choose(1, 30).ToArbitrary(), trials => Math.Abs(OneSidedDrops.AtLeast(0, trials, 0.3) - 1) < 1e-9)
            .QuickCheckThrowOnFailure();
    }

    [TestCase(4, 3, 0.2, true, TestName = "Four_of_nine_are_more_than_three")]
    [TestCase(4, 20, 0.2, false, TestName = "Four_of_24_are_no_more_than_a_fifth")]
    [TestCase(5, 18, 0.2, true, TestName = "Five_of_23_are_more_than_a_fifth")]
    [TestCase(4, 20, 0.0, true, TestName = "Without_a_share_the_number_alone_counts")]
    public void Dropped_rounds_in_number_and_share(int dropped, int valid, double share, bool isTooMany)
    {
        var evidence = Sample.Baseline([
            .. Enumerable.Range(1, dropped).Select(number => Sample.Dropped(number, "noise")),
            .. Sample.Latencies([.. Enumerable.Repeat(100.0, valid)]),
        ]);
        var thresholds = new Thresholds { MaxDroppedShare = share };
        Assert.That(CaseValidity.IsBeyondRepair(evidence, thresholds), Is.EqualTo(isTooMany));
        Assert.That(Sample.Judge(evidence, thresholds).Verdict, Is.EqualTo(isTooMany || valid < 5 ? Verdict.Invalid : Verdict.Pass));
    }

    [Test]
    public void What_an_earlier_tool_left_ends_the_case_at_once()
    {
        var left = Struck(1, RoundPart.Middle) with
        {
            DroppedBy = new DropReason { Rule = "leftover_programs", Part = RoundPart.Middle },
        };
        var evidence = Sample.Tool([left]);
        Assert.That(CasePlan.NextLook(evidence, new Thresholds()), Is.Null);
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Invalid));
    }

    [Test]
    public void A_tool_that_loses_packets_never_passes_on_what_arrived()
    {
        var verdict = Sample.Judge(Losing(0.1, 4, 0.3));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(
            verdict.Reasons[0],
            Does.StartWith(
                "the tool loses packets: 3.8 percentage points more than its baselines in the mean of 5 rounds (3.8 at least), limit 1 "
                    + "(loss_jump_points)"
            )
        );
    }

    [Test]
    public void Loss_that_the_baselines_have_too_is_not_the_tools() =>
        Assert.That(Sample.Judge(Losing(40, 40.5, 39)).Verdict, Is.EqualTo(Verdict.Pass));

    [Test]
    public void Loss_is_held_against_both_baselines_not_the_worse_one() =>
        Assert.That(Sample.Judge(Losing(0, 4, 4)).Reasons[0], Does.StartWith("the tool loses packets: 2 percentage points more"));

    [TestCase(0.5, Verdict.Invalid)]
    [TestCase(0.05, Verdict.Pass)]
    public void A_tool_that_makes_tcp_send_again_never_passes_on_what_arrived(double percent, Verdict expected)
    {
        var rounds = Losing(0, 0, 0)
            .Rounds.Select(round =>
                round with
                {
                    Values = new Dictionary<string, RoundValues>(round.Values)
                    {
                        [Metric.RetransmitShare.Name] = Sample.Values(0, percent * (0.9 + (0.1 * (round.Number % 3))), 0.01),
                    },
                }
            )
            .ToList();
        var verdict = Sample.Judge(Sample.Tool(rounds));
        Assert.That(verdict.Verdict, Is.EqualTo(expected), string.Join('\n', verdict.Reasons));
        if (expected == Verdict.Invalid)
            Assert.That(
                verdict.Reasons[0],
                Does.StartWith("TCP sends more again with the tool: 0.5").And.Contains("(retransmit_jump_points)")
            );
    }

    [Test]
    public void One_burst_of_loss_is_not_the_tools()
    {
        var burst = Losing(0, 0, 0).Rounds.Select((round, i) => i > 0 ? round : WithLoss(round, 0, 30, 0)).ToList();
        Assert.That(Sample.Judge(Sample.Tool(burst)).Verdict, Is.EqualTo(Verdict.Pass));
    }

    [Test]
    public void A_loss_that_is_allowed_is_none() =>
        Assert.That(
            Sample
                .Judge(Losing(0, 4, 0), new Thresholds { Validity = new(new Dictionary<string, double?> { ["loss_jump_points"] = null }) })
                .Verdict,
            Is.EqualTo(Verdict.Pass)
        );

    [Test]
    public void What_a_throughput_case_loses_is_in_its_throughput() =>
        Assert.That(LossJump.Of(Losing(0, 40, 0) with { TestType = TestType.Throughput }, new Thresholds()), Is.Empty);

    [Test]
    public void The_rule_in_the_verdict_makes_the_same_verdict_again()
    {
        var thresholds = new Thresholds
        {
            MaxDroppedShare = 0.3,
            Validity = new(new Dictionary<string, double?> { ["steal_percent"] = null, ["samples"] = 5 }),
        };
        var rule = Sample.Judge(Tool(Passing), thresholds).Rule;
        Assert.That(
            (rule.MaxDroppedShare, rule.Validity!.ContainsKey("steal_percent"), rule.Validity["samples"]),
            Is.EqualTo((0.3, false, 5.0))
        );
    }

    private static CaseEvidence Tool(double[] latencies, params RoundPart[] dropped) =>
        Sample.Tool([
            .. dropped.Select((part, i) => Struck(i + 1, part)),
            .. Sample.Latencies(latencies).Select(round => round with { Number = round.Number + dropped.Length }),
        ]);

    private static RoundRecord Struck(int number, RoundPart part) =>
        Sample.Dropped(number, "steal") with
        {
            Middle = part == RoundPart.Middle ? [$"middle/dropped_{number}"] : [],
            DroppedBy = new DropReason { Rule = "steal_percent", Part = part },
        };

    private static CaseEvidence Losing(double before, double middle, double after) =>
        Sample.Tool([.. Sample.Latencies(Passing).Select(round => WithLoss(round, before, middle, after))]);

    private static RoundRecord WithLoss(RoundRecord round, double before, double middle, double after) =>
        round with
        {
            Values = new Dictionary<string, RoundValues>(round.Values) { ["loss"] = Sample.Values(before, middle, after) },
        };

    private static CaseEvidence Failed(CaseEvidence evidence) =>
        evidence with
        {
            Rounds =
            [
                .. evidence.Rounds.Select(round =>
                    round.DroppedBy is { } by ? round with { DroppedBy = by with { Rule = DropReason.RunFailed } } : round
                ),
            ],
        };
}
