using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

[TestFixture]
internal sealed class CaseJudgeTests
{
    private static readonly double[] Quiet = [103, 102.9, 103.1, 103, 103.05];
    private static readonly double[] Noisy = [80, 130, 95, 140, 100];

    [Test]
    public void An_upper_bound_within_the_budget_passes()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(Quiet)));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(
            verdict.Reasons.Take(3),
            Is.EqualTo(
                new[]
                {
                    "mean_latency: the upper bound +3.2 % is within its budget of 10 %",
                    "not excluded by 5 rounds: a cost that comes in fewer than one of 3 runs, or in fewer than one of 2 starts of the tool",
                    "noise floor here, the smallest overhead that 5 rounds can show: mean_latency 1.0 %",
                }
            )
        );
        var metric = verdict.Metrics.Single();
        Assert.That(metric.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(metric.OverheadPercent, Is.EqualTo(3.01).Within(0.01));
        Assert.That(metric.LowPercent, Is.LessThan(metric.OverheadPercent));
        Assert.That(metric.HighPercent, Is.GreaterThan(metric.OverheadPercent));
        Assert.That(metric.Baseline, Is.EqualTo(100).Within(1e-9));
        Assert.That(metric.Ebpf, Is.EqualTo(103.01).Within(0.01));
        Assert.That(metric.Unit, Is.EqualTo("us"));
    }

    [Test]
    public void A_lower_bound_over_the_budget_fails()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(Quiet), budget: 2));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Fail));
        Assert.That(verdict.Reasons[0], Is.EqualTo("mean_latency: the lower bound +2.9 % is over its budget of 2 %"));
    }

    [Test]
    public void Bounds_around_the_budget_are_inconclusive()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(Noisy)));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(verdict.Reasons[0], Does.Contain("undecided against its budget of 10 %"));
    }

    [Test]
    public void An_improvement_never_fails()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(50, 50.1, 49.9, 50, 50), budget: 0));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass));
    }

    [Test]
    public void A_budget_equal_to_the_upper_bound_passes()
    {
        var high = Sample.Judge(Sample.Tool(Sample.Latencies(Quiet))).Metrics[0].HighPercent!.Value;
        Assert.That(Sample.Judge(Sample.Tool(Sample.Latencies(Quiet), budget: high)).Verdict, Is.EqualTo(Verdict.Pass));
    }

    [Test]
    public void More_looks_widen_the_bounds()
    {
        var evidence = Sample.Tool(Sample.Latencies(Quiet));
        var one = Sample.Judge(evidence, new Thresholds { Looks = [5] }).Metrics[0];
        var three = Sample.Judge(evidence, new Thresholds { Looks = [5, 8, 12] }).Metrics[0];
        Assert.That(three.HighPercent, Is.GreaterThan(one.HighPercent!.Value));
        Assert.That(three.LowPercent, Is.LessThan(one.LowPercent!.Value));
    }

    [Test]
    public void Nothing_is_decided_between_two_looks()
    {
        var evidence = Sample.Tool(Sample.Latencies([.. Quiet, 103]));
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(CasePlan.NextLook(evidence, new Thresholds()), Is.EqualTo(8));
    }

    [Test]
    public void One_failing_metric_fails_the_case_and_is_named_first()
    {
        var verdict = Sample.Judge(TwoMetrics(Quiet, [140, 141, 139, 140, 140]));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Fail));
        Assert.That(verdict.Reasons[0], Does.StartWith("p99_latency"));
        Assert.That(verdict.Metrics.Select(metric => metric.Verdict), Is.EqualTo(new Verdict?[] { Verdict.Pass, Verdict.Fail }));
    }

    [Test]
    public void One_undecided_metric_keeps_the_case_open()
    {
        var evidence = TwoMetrics(Quiet, Noisy);
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(CasePlan.NextLook(evidence, new Thresholds()), Is.EqualTo(8));
    }

    [Test]
    public void A_metric_without_a_budget_is_shown_and_not_judged()
    {
        var evidence = TwoMetrics(Quiet, Noisy) with { BudgetPercent = new Dictionary<string, double> { ["mean_latency"] = 10 } };
        var verdict = Sample.Judge(evidence);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(verdict.Metrics[1].Verdict, Is.Null);
        Assert.That(verdict.Metrics[1].HighPercent, Is.Not.Null);
    }

    [Test]
    public void A_capped_load_says_which_metric_of_CPU_carries_its_verdict_or_that_none_does()
    {
        var capped = Sample.Tool(Sample.Latencies(Quiet)) with { CappedAt = "300M" };
        Assert.That(Sample.Judge(capped).Reasons, Has.Some.Contains("capped at 300M").And.Contains("no metric of CPU has a budget"));
        var withBudget = capped with { BudgetPercent = new Dictionary<string, double>(capped.BudgetPercent) { ["cpu_per_gigabyte"] = 60 } };
        Assert.That(
            Sample.Judge(withBudget).Reasons,
            Has.Some.Contains("capped at 300M").And.Contains("cpu_per_gigabyte carries this verdict")
        );
    }

    [Test]
    public void A_metric_that_is_not_compared_shows_its_means_even_when_they_are_zero()
    {
        var rounds = Sample
            .Latencies(Quiet)
            .Select(round =>
                round with
                {
                    Values = new Dictionary<string, RoundValues>(round.Values) { ["loss"] = Sample.Values(0, 1, 0) },
                }
            )
            .ToList();
        var loss = Sample.Judge(Sample.Tool(rounds)).Metrics.Single(metric => metric.Name == "loss");
        Assert.That((loss.Baseline, loss.Ebpf, loss.OverheadPercent, loss.Verdict), Is.EqualTo((0.0, 1.0, (double?)null, (Verdict?)null)));
    }

    [Test]
    public void An_unproven_tool_makes_every_figure_invalid()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(Quiet)) with { ExposureProblems = ["its programs never ran"] });
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.Reasons[0], Is.EqualTo("its programs never ran"));
        Assert.That(verdict.Metrics[0].Verdict, Is.EqualTo(Verdict.Invalid));
    }

    [Test]
    public void A_tool_case_without_an_exposure_record_is_invalid() =>
        Assert.That(Sample.Judge(Sample.Tool(Sample.Latencies(Quiet)) with { Exposure = null }).Verdict, Is.EqualTo(Verdict.Invalid));

    [Test]
    public void The_second_proof_is_made_as_long_as_the_dropped_rounds_are_allowed()
    {
        var lacking = Sample.Exposure.WithoutEnd();
        Assert.That(NeedsEndProof(21, 4), Is.True, "a fifth of 25 rounds may be dropped");
        Assert.That(NeedsEndProof(21, 6), Is.False, "beyond repair");
        Assert.That(NeedsEndProof(0, 2), Is.False, "nothing was measured");
        Assert.That(
            CasePlan.Next(Evidence(21, 4) with { Exposure = lacking with { EndPrograms = [] } }, new Thresholds()),
            Is.EqualTo(CaseStep.Done),
            "it is there"
        );

        bool NeedsEndProof(int valid, int dropped) => CasePlan.Next(Evidence(valid, dropped), new Thresholds()) == CaseStep.ProveAgain;

        CaseEvidence Evidence(int valid, int dropped) =>
            Sample.Tool([
                .. Sample.Latencies([.. Enumerable.Repeat(103.0, valid)]),
                .. Enumerable.Range(valid + 1, dropped).Select(i => Sample.Dropped(i, "the load was refused")),
            ]) with
            {
                Exposure = lacking,
            };
    }

    [Test]
    public void Too_many_dropped_rounds_are_invalid_and_as_many_as_allowed_are_not()
    {
        List<RoundRecord> rounds =
        [
            .. Sample.Latencies(Quiet),
            .. Enumerable.Range(6, 3).Select(i => Sample.Dropped(i, "the load was refused")),
        ];
        var allowed = Sample.Judge(Sample.Tool(rounds));
        Assert.That((allowed.Verdict, allowed.Rounds, allowed.DroppedRounds), Is.EqualTo((Verdict.Pass, 5, 3)));
        Assert.That(allowed.Reasons, Has.Member("rounds 6, 7, 8 dropped: the load was refused"));

        rounds.Add(
            Sample.Dropped(9, "the tool died") with
            {
                DroppedBy = new DropReason { Rule = DropReason.ToolIncomplete, Part = RoundPart.Middle },
            }
        );
        var tooMany = Sample.Judge(Sample.Tool(rounds));
        Assert.That(tooMany.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(
            tooMany.Reasons[0],
            Is.EqualTo(
                "4 rounds dropped, 3 allowed (max_dropped_rounds), 3 of them because the load was refused: fix that, then measure again"
            )
        );
    }

    [Test]
    public void No_round_at_all_is_invalid() => Assert.That(Sample.Judge(Sample.Tool([])).Verdict, Is.EqualTo(Verdict.Invalid));

    [Test]
    public void A_budgeted_metric_that_was_not_measured_is_invalid()
    {
        var evidence = Sample.Tool(Sample.Latencies(Quiet)) with { BudgetPercent = new Dictionary<string, double> { ["p99_latency"] = 5 } };
        var verdict = Sample.Judge(evidence);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.Reasons[0], Is.EqualTo("p99_latency was not measured in rounds 1, 2, 3, 4, 5"));
    }

    [TestCase("instructions_per_packet")]
    [TestCase("cycles_per_packet")]
    public void A_budget_that_needs_counters_of_the_hardware_says_so_where_there_are_none(string metric)
    {
        var verdict = Sample.Judge(
            Sample.Tool(Sample.Latencies(Quiet)) with
            {
                BudgetPercent = new Dictionary<string, double> { [metric] = 5 },
            }
        );
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(
            verdict.Reasons[0],
            Is.EqualTo(
                $"{metric} was not measured in rounds 1, 2, 3, 4, 5: it needs perf and counters of the hardware on every host; 'missing' "
                    + $"in monitoring/summary.json of a run says what a host lacks. "
                    + "Where nothing counts them, as in most virtual machines, give cpu_per_packet the budget instead"
            )
        );
    }

    [TestCase(0)]
    [TestCase(-3)]
    [TestCase(double.NaN)]
    public void A_budgeted_metric_that_forms_no_ratio_is_invalid(double value)
    {
        var evidence = Sample.Tool(Sample.Latencies(103, value, 103, 103, 103));
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(Sample.Judge(evidence).Reasons[0], Does.Contain("round 2"));
        Assert.That(CasePlan.NextLook(evidence, new Thresholds()), Is.Null);
    }

    [Test]
    public void A_budget_for_a_metric_that_cannot_be_compared_is_invalid()
    {
        var evidence = Sample.Tool(Sample.Latencies(Quiet)) with { BudgetPercent = new Dictionary<string, double> { ["loss"] = 5 } };
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Invalid));
    }

    [Test]
    public void A_case_without_a_budget_answers_nothing()
    {
        var evidence = Sample.Tool(Sample.Latencies(Quiet)) with { BudgetPercent = new Dictionary<string, double>() };
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(Sample.Judge(evidence).Reasons[0], Does.Contain("thresholds.yaml"));
        Assert.That(CasePlan.NextLook(evidence, new Thresholds()), Is.Null);
    }

    [Test]
    public void A_case_that_was_cut_short_is_inconclusive_whatever_its_rounds_say()
    {
        var verdict = Sample.Judge(Sample.Tool(Sample.Latencies(103, 103)) with { CutShort = true, Exposure = null });
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(verdict.Reasons[0], Is.EqualTo("cut short after 2 rounds, before the look at 5"));
        Assert.That(Sample.Judge(Sample.Tool([]) with { CutShort = true, Exposure = null }).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void The_looks_come_one_after_the_other_until_the_limit()
    {
        var thresholds = new Thresholds();
        Assert.That(CasePlan.NextLook(Sample.Tool([]), thresholds), Is.EqualTo(5));
        Assert.That(CasePlan.NextLook(Sample.Tool(Sample.Latencies(80, 130)), thresholds), Is.EqualTo(5));
        Assert.That(CasePlan.NextLook(Sample.Tool(Sample.Latencies(Noisy)), thresholds), Is.EqualTo(8));
        Assert.That(CasePlan.NextLook(Sample.Tool(Sample.Latencies(Quiet)), thresholds), Is.Null);
        Assert.That(
            CasePlan.NextLook(Sample.Tool(Sample.Latencies([.. Enumerable.Repeat(Noisy, 11).SelectMany(round => round)])), thresholds),
            Is.Null
        );
    }

    [Test]
    public void A_dropped_round_is_repeated()
    {
        List<RoundRecord> rounds = [.. Sample.Latencies(Quiet)[..4], Sample.Dropped(5, "the load was refused")];
        Assert.That(CasePlan.NextLook(Sample.Tool(rounds), new Thresholds()), Is.EqualTo(5));
    }

    [Test]
    public void A_case_beyond_repair_has_no_next_look()
    {
        var evidence = Sample.Tool(Sample.Latencies(103));
        Assert.That(CasePlan.NextLook(evidence with { CutShort = true }, new Thresholds()), Is.Null);
        Assert.That(CasePlan.NextLook(evidence with { ExposureProblems = ["no program"] }, new Thresholds()), Is.Null);
        Assert.That(CasePlan.NextLook(evidence, new Thresholds { MaxDroppedRounds = -1, MaxDroppedShare = -1 }), Is.Null);
    }

    [Test]
    public void A_budget_under_the_noise_floor_is_called_out()
    {
        var rounds = new Simulation(seed: 5, noise: 0.05).Rounds("mean_latency", 5, factor: 2);
        var verdict = Sample.Judge(Sample.Tool(rounds, budget: 1));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Fail));
        Assert.That(verdict.NoiseFloorPercent, Is.GreaterThan(1));
        Assert.That(verdict.Reasons, Has.Some.StartsWith("the budget of 1 % for mean_latency is under the noise floor: with 5 rounds"));
    }

    private static CaseEvidence TwoMetrics(double[] mean, double[] p99)
    {
        var rounds = Sample
            .Latencies(mean)
            .Select(
                (round, i) =>
                    round with
                    {
                        Values = new Dictionary<string, RoundValues>(round.Values) { ["p99_latency"] = Sample.Values(100, p99[i], 100) },
                    }
            )
            .ToList();
        return Sample.Tool(rounds) with
        {
            BudgetPercent = new Dictionary<string, double> { ["mean_latency"] = 10, ["p99_latency"] = 10 },
        };
    }
}
