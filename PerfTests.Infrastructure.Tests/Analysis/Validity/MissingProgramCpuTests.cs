using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;
using static PerfTests.Infrastructure.Tests.Analysis.Exposure.CountedCase;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

/// <summary>A tool's programs take so many percent of the baseline's CPU where they are counted, and the rounds show so many.</summary>
[TestFixture]
internal sealed class MissingProgramCpuTests
{
    [Test]
    public void A_tool_that_was_not_at_work_in_the_rounds_does_not_pass()
    {
        var verdict = Judge(shown: 0, programs: 25, budget: null);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(
            verdict.Reasons[0],
            Does.StartWith("the tool's programs alone took 19.7 % of the baseline's CPU for each gigabyte at least")
                .And.Contain("and the rounds show 0.85 % more at most")
                .And.Contain("(missing_program_cpu_percent, limit 10): the tool did not work in the rounds as in the exposure runs")
        );
    }

    [Test]
    public void Nor_does_it_fail_by_what_its_programs_took_elsewhere() =>
        Assert.That(Judge(shown: 0, programs: 25, budget: 10).Verdict, Is.EqualTo(Verdict.Invalid));

    [Test]
    public void What_the_rounds_show_to_be_over_budget_fails_all_the_same()
    {
        var evidence = Evidence(shown: 6, programs: 40, budget: 3);
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Fail));
    }

    // What the rounds show is what the programs take, or more: entering them, and what they push out of the caches.
    [TestCase(0, 0.5)]
    [TestCase(0, 9)]
    [TestCase(3, 3)]
    [TestCase(25, 25)]
    [TestCase(40, 25)]
    // A tool that gives back a third of what its programs take.
    [TestCase(18, 27)]
    // One that makes things better and takes little itself.
    [TestCase(-15, 5)]
    public void A_healthy_tool_is_not_doubted(double shown, double programs) =>
        Assert.That(Judge(shown, programs, budget: null).Verdict, Is.EqualTo(Verdict.Pass));

    [Test]
    public void Rounds_that_are_too_noisy_to_tell_contradict_nothing() =>
        Assert.That(Sample.Judge(Evidence(0, 25, null, spread: 20)).Verdict, Is.EqualTo(Verdict.Pass));

    [Test]
    public void Counting_that_was_not_calibrated_contradicts_nothing() =>
        Assert.That(Sample.Judge(Of(0, Taking(25, null), budget: null)).Verdict, Is.EqualTo(Verdict.Pass));

    [Test]
    public void Programs_on_a_host_where_no_load_ends_contradict_nothing()
    {
        var elsewhere = Program(250_000 / 1000d + 50, Counting, role: "tool_host");
        Assert.That(Sample.Judge(Of(0, Counted(elsewhere, elsewhere), budget: null)).Verdict, Is.EqualTo(Verdict.Pass));
    }

    [Test]
    public void Rounds_that_do_not_tell_the_server_s_cpu_contradict_nothing()
    {
        var evidence = Evidence(0, 25, null);
        evidence = evidence with
        {
            Rounds =
            [
                .. evidence.Rounds.Select(round =>
                    round with
                    {
                        Values = round.Values.Where(value => value.Key != Metric.ServerCpu.Name).ToDictionary(),
                    }
                ),
            ],
        };
        Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Pass));
    }

    [Test]
    public void The_rule_can_be_switched_off() =>
        Assert.That(
            Sample
                .Judge(
                    Evidence(0, 25, null),
                    new Thresholds { Validity = new(new Dictionary<string, double?> { [ValidityRule.MissingProgramCpu.Name] = null }) }
                )
                .Verdict,
            Is.EqualTo(Verdict.Pass)
        );

    [TestCase(0.03, 0, 0, TestName = "No_tool_at_all")]
    [TestCase(0.1, 0.15, 15, TestName = "A_tool_that_is_its_programs")]
    [TestCase(0.03, 0.18, 27, TestName = "A_tool_that_gives_a_third_back")]
    [TestCase(0.1, 0.02, 5, TestName = "Programs_that_take_little")]
    public void Of_a_thousand_noisy_cases_of_a_healthy_tool_hardly_one_is_doubted(double noise, double whole, double programs) =>
        Assert.That(Doubted(noise, whole, programs), Is.LessThanOrEqualTo(1));

    [TestCase(0.01, 20)]
    [TestCase(0.03, 40)]
    public void Of_a_thousand_cases_of_a_tool_that_was_away_nearly_all_are_doubted(double noise, double programs) =>
        Assert.That(Doubted(noise, 0, programs), Is.GreaterThan(950));

    private static int Doubted(double noise, double whole, double programs) =>
        Enumerable
            .Range(0, 1000)
            .Count(seed =>
            {
                var rounds = new Simulation(seed, noise).Rounds(Metric.CpuPerGigabyte.Name, 5, 1 + whole);
                // The simulated baseline takes 1000 s for each gigabyte.
                var program = Program((programs * 1e4) + 50, Counting);
                var evidence = Of(0, Counted(program, program), budget: null) with
                {
                    Rounds =
                    [
                        .. rounds.Select(round =>
                            round with
                            {
                                Values = new Dictionary<string, RoundValues>(round.Values)
                                {
                                    [Metric.Throughput.Name] = Sample.Values(1e9, 1e9, 1e9),
                                    [Metric.ClientCpu.Name] = Sample.Values(5, 5, 5),
                                    [Metric.ServerCpu.Name] = Sample.Values(5, 5, 5),
                                },
                            }
                        ),
                    ],
                };
                return CaseJudge.Judge(evidence, new Thresholds(), Sample.Time).Verdict == Verdict.Invalid;
            });

    private static CaseVerdict Judge(double shown, double programs, double? budget) => Sample.Judge(Evidence(shown, programs, budget));

    private static CaseEvidence Evidence(double shown, double programs, double? budget, double spread = 0.5) =>
        Of(shown, Taking(programs, Counting), budget, spread);

    // A packet is a millionth of a gigabyte, which takes a second.
    private static ExposureRecord Taking(double percent, CountingCost? counting)
    {
        var program = Program((percent * 10) + 50, counting);
        return Counted(program, program);
    }
}
