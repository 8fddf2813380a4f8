using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

[TestFixture]
internal sealed class BaselineCaseTests
{
    [Test]
    public void Enough_rounds_pass_and_tell_the_noise_floor()
    {
        var verdict = Sample.Judge(Sample.Baseline(Noise(0.02)));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(verdict.NoiseFloorPercent, Is.InRange(0.5, 5));
        Assert.That(
            verdict.Reasons[0],
            Does.Match(
                $@"^noise floor of mean_latency: one run spreads by \d\.\d+ % and one round by \d\.\d+ %, so with "
                    + $@"{new Thresholds().Looks[^1]} rounds the smallest overhead that shows is"
            )
        );
        Assert.That(verdict.Metrics.Single().Verdict, Is.Null);
    }

    [Test]
    public void Too_few_rounds_are_invalid_unless_the_case_was_cut_short()
    {
        var evidence = Sample.Baseline(Noise(0.02)[..3]);
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(Sample.Judge(evidence with { CutShort = true }).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void It_takes_exactly_the_configured_rounds()
    {
        var rounds = Noise(0.02);
        var thresholds = new Thresholds { BaselineRounds = 5 };
        Assert.That(CasePlan.NextLook(Sample.Baseline([]), thresholds), Is.EqualTo(5));
        Assert.That(CasePlan.NextLook(Sample.Baseline(rounds[..4]), thresholds), Is.EqualTo(5));
        Assert.That(CasePlan.NextLook(Sample.Baseline(rounds), thresholds), Is.Null);
    }

    [Test]
    public void Every_budget_under_the_noise_floor_is_called_out_and_no_other()
    {
        var evidence = Sample.Baseline(Noise(0.05)) with
        {
            DependentBudgets =
            [
                new("ebpf/a/x", "mean_latency", 0.5),
                new("ebpf/b/x", "mean_latency", 90),
                new("ebpf/c/x", "mean_latency", 1),
            ],
        };
        var called = Sample
            .Judge(evidence)
            .Reasons.Where(reason => reason.Contains("under the noise floor", StringComparison.Ordinal))
            .ToList();
        Assert.That(called, Has.Count.EqualTo(2));
        Assert.That(called[0], Does.StartWith("the budget of 0.5 % for mean_latency of ebpf/a/x"));
        Assert.That(called[1], Does.Contain("ebpf/c/x"));
    }

    [Test]
    public void Every_metric_that_a_budget_is_about_has_its_floor_and_its_drift()
    {
        var evidence = Sample.Baseline([.. Both(0.02)]) with
        {
            DependentBudgets = [new("ebpf/a/x", "client_cpu", 60), new("ebpf/b/x", "client_cpu", 0.1), new("ebpf/a/x", "mean_latency", 10)],
        };
        var verdict = Sample.Judge(evidence);
        var cpu = verdict.Noise!.Single(noise => noise.Name == "client_cpu");
        Assert.That(
            verdict.Noise!.Select(noise => (noise.Name, noise.SmallestBudgetPercent)),
            Is.EqualTo(new[] { ("mean_latency", (double?)10), ("client_cpu", 0.1) })
        );
        Assert.That(
            cpu.SmallestOverheadPercent,
            Is.GreaterThan(0.1).And.EqualTo(verdict.Metrics.Single(metric => metric.Name == "client_cpu").NoiseFloorPercent)
        );
        Assert.That(cpu.RoundsForSmallestBudget, Is.GreaterThan(cpu.Rounds));
        Assert.That(
            verdict.Reasons,
            Has.Some.StartsWith("noise floor of client_cpu")
                .And.Some.StartsWith("drift of client_cpu")
                .And.Some.Contains("of ebpf/b/x is under the noise floor")
        );
        Assert.That(verdict.Sentence, Does.Contain("(client CPU from ").And.Contain("the budget of 0.1 % for client CPU is under that"));
    }

    [Test]
    public void A_bias_between_equal_baselines_is_flagged()
    {
        var verdict = Sample.Judge(Sample.Baseline(Sample.Latencies(105, 105.2, 104.9, 105, 105.1)));
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(verdict.Reasons, Has.Some.Contains("differs between equal baselines"));
    }

    [Test]
    public void A_missing_main_metric_leaves_the_noise_floor_unknown()
    {
        var verdict = Sample.Judge(Sample.Baseline([.. Enumerable.Range(1, 5).Select(i => Sample.Round(i, "loss", 0, 0, 0))]));
        Assert.That(verdict.NoiseFloorPercent, Is.Null);
        Assert.That(verdict.Reasons, Has.Some.Contains("is unknown"));
    }

    private static IEnumerable<RoundRecord> Both(double noise) =>
        Noise(noise)
            .Zip(
                new Simulation(seed: 4, noise).Rounds("client_cpu", 5, factor: 1),
                (one, other) => one with { Values = one.Values.Concat(other.Values).ToDictionary() }
            );

    private static List<RoundRecord> Noise(double noise) => new Simulation(seed: 9, noise).Rounds("mean_latency", 5, factor: 1);
}
