using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Tests.Analysis;

[TestFixture]
internal sealed class VerdictSentenceTests
{
    private static readonly MetricVerdict Latency = new()
    {
        Name = "mean_latency",
        Unit = "us",
        Baseline = 100,
        Ebpf = 103.1,
        OverheadPercent = 3.1,
        LowPercent = 2.4,
        HighPercent = 3.8,
        BudgetPercent = 10,
        Verdict = Verdict.Pass,
    };

    private static readonly CaseVerdict Passed = new()
    {
        Case = Sample.ToolCase,
        Verdict = Verdict.Pass,
        Reasons = ["because"],
        Rounds = 8,
        Metrics = [Latency],
        Exposure = Sample.Exposure,
        NoiseFloorPercent = 1.5,
    };

    [Test]
    public void A_judged_metric_is_told_with_bounds_rounds_and_budget() =>
        Assert.That(VerdictSentence.Of(Passed), Is.EqualTo("mean_latency +3.1 % (2.4 to 3.8, 8 rounds), budget 10 %: pass"));

    [Test]
    public void Every_budgeted_metric_is_told_and_no_other()
    {
        var p99 = Latency with
        {
            Name = "p99_latency",
            OverheadPercent = -0.26,
            LowPercent = -12.04,
            HighPercent = 11,
            BudgetPercent = 2.5,
            Verdict = Verdict.Inconclusive,
        };
        var cpu = Latency with { Name = "client_cpu", BudgetPercent = null, Verdict = null };
        Assert.That(VerdictSentence.Of(Passed with { Verdict = Verdict.Inconclusive, Metrics = [Latency, p99, cpu] }), Is.EqualTo(
            "mean_latency +3.1 % (2.4 to 3.8, 8 rounds), budget 10 %: pass; "
            + "p99_latency -0.26 % (-12.0 to 11.0, 8 rounds), budget 2.5 %: inconclusive"));
    }

    [Test]
    public void An_invalid_case_tells_its_reason_and_no_figures() => Assert.That(
        VerdictSentence.Of(Passed with { Verdict = Verdict.Invalid, Reasons = ["the tool died"] }),
        Is.EqualTo("invalid: the tool died"));

    [Test]
    public void A_case_without_a_round_tells_its_reason() => Assert.That(
        VerdictSentence.Of(Passed with { Verdict = Verdict.Inconclusive, Rounds = 0, Reasons = ["cut short"] }),
        Is.EqualTo("inconclusive: cut short"));

    [Test]
    public void A_baseline_case_tells_what_its_environment_can_show()
    {
        var latency = Latency with { OverheadPercent = -0.001, LowPercent = -1.1, HighPercent = 1.1, BudgetPercent = null, Verdict = null };
        Assert.That(VerdictSentence.Of(Passed with { Case = Sample.BaselineCase, Metrics = [latency] }),
            Is.EqualTo("A/A mean_latency 0.00 % (-1.1 to 1.1, 8 rounds), smallest overhead shown 1.5 %: pass"));
    }

    [Test]
    public void An_estimate_between_looks_does_not_sound_like_a_decision()
    {
        var thresholds = new Thresholds();
        Assert.That(VerdictSentence.SoFar(Sample.Tool([]), thresholds), Is.EqualTo("no valid round yet, look at 5"));
        Assert.That(VerdictSentence.SoFar(Sample.Tool(Sample.Latencies(103)), thresholds),
            Is.EqualTo("mean_latency so far +3.0 % (no bounds, 1 round), look at 5"));
        Assert.That(VerdictSentence.SoFar(Sample.Tool(Sample.Latencies(103, 104, 105)), thresholds),
            Does.Match(@"^mean_latency so far \+4\.0 % \(-?\d+\.\d+ to \d+\.\d+, 3 rounds\), look at 5$"));
    }
}
