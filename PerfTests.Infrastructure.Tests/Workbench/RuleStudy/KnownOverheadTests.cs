using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Analysis;

namespace PerfTests.Infrastructure.Tests.Workbench.RuleStudy;

/// <summary>The rule on runs whose overhead is known from elsewhere.</summary>
[TestFixture]
internal sealed class KnownOverheadTests
{
    [TestCase(4.5, Verdict.Fail)]
    [TestCase(6, Verdict.Pass)]
    public void A_link_that_is_5_percent_slower_is_judged_so_at_the_first_looks(double budget, Verdict expected)
    {
        var verdict = Judge(RecordedSeries.ShapedLink, budget);
        Assert.That((verdict.Verdict, verdict.Rounds <= 8), Is.EqualTo((expected, true)));
        // 380 of 400 Mbit/s, as iperf3's receiver reads it: its first bytes are a burst.
        Assert.That(verdict.Metrics[0].OverheadPercent, Is.EqualTo(5).Within(0.3));
    }

    [Test]
    public void A_packet_counter_that_costs_8_percent_fails_5_and_passes_12()
    {
        Assert.That(Judge(RecordedSeries.PacketCounter, 5).Verdict, Is.EqualTo(Verdict.Fail));
        Assert.That(Judge(RecordedSeries.PacketCounter, 12).Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(
            Judge(RecordedSeries.PacketCounter, 8, new Thresholds { Looks = [5, 8, 13, 15] }).Verdict,
            Is.EqualTo(Verdict.Inconclusive)
        );
    }

    private static CaseVerdict Judge(string file, double budget, Thresholds? given = null)
    {
        var (all, thresholds) = (RecordedSeries.Rounds(file), given ?? new Thresholds());
        var evidence = Sample.Tool([], budget) with
        {
            TestType = TestType.Throughput,
            BudgetPercent = new Dictionary<string, double> { ["throughput"] = budget },
        };
        while (CasePlan.NextLook(evidence, thresholds) is { } look)
            evidence = evidence with { Rounds = [.. all.Take(look)] };
        return Sample.Judge(evidence, thresholds);
    }
}
