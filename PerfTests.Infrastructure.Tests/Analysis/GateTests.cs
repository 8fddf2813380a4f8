using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Tests.Analysis;

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

    private static CaseVerdict Case(Verdict verdict) => new()
    {
        Case = Sample.ToolCase,
        Verdict = verdict,
        Reasons = [],
        Rounds = 5,
        Metrics = [],
        Exposure = null,
        NoiseFloorPercent = null,
    };
}
