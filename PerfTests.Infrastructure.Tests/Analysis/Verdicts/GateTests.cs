using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

[TestFixture]
internal sealed class GateTests
{
    [TestCase(new[] { Verdict.Pass, Verdict.Pass }, false, 0)]
    [TestCase(new[] { Verdict.Pass, Verdict.Fail }, false, 1)]
    [TestCase(new[] { Verdict.Pass, Verdict.Invalid }, false, 1)]
    [TestCase(new[] { Verdict.Pass, Verdict.Inconclusive }, false, 0)]
    [TestCase(new[] { Verdict.Pass, Verdict.Inconclusive }, true, 1)]
    [TestCase(new Verdict[0], false, 1)]
    public void It_opens_only_when_every_case_answers_for_it(Verdict[] verdicts, bool failOnInconclusive, int exitCode) =>
        Assert.That(Gate.Of(verdicts.Select(Case), failOnInconclusive).ExitCode, Is.EqualTo(exitCode));

    [Test]
    public void It_counts_each_kind()
    {
        var gate = Gate.Of(new[] { Verdict.Pass, Verdict.Fail, Verdict.Pass, Verdict.Invalid, Verdict.Inconclusive }.Select(Case), false);
        Assert.That(gate, Is.EqualTo(new Gate(Pass: 2, Inconclusive: 1, Fail: 1, Invalid: 1, FailOnInconclusive: false)));
        Assert.That(gate.ToString(), Is.EqualTo("5 cases: 2 pass, 1 fail, 1 inconclusive, 1 invalid"));
    }

    [Test]
    public void A_case_without_a_verdict_closes_it_and_is_counted()
    {
        var gate = Gate.Of([Case(Verdict.Pass)], failOnInconclusive: false, unjudged: 1);
        Assert.That(gate.ExitCode, Is.EqualTo(1));
        Assert.That(gate.ToString(), Is.EqualTo("2 cases: 1 pass, 0 fail, 0 inconclusive, 0 invalid, 1 without a verdict"));
    }

    private static CaseVerdict Case(Verdict verdict) =>
        new()
        {
            Case = Sample.ToolCase,
            Verdict = verdict,
            Reasons = [],
            Rounds = 5,
            Metrics = [],
            Exposure = null,
            NoiseFloorPercent = null,
            Rule = Sample.Rule,
        };
}
