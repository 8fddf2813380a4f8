using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Analysis;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class ReportedCaseTests
{
    [Test]
    public void Within_a_verdict_the_case_that_uses_the_largest_share_of_its_budget_comes_first()
    {
        var narrow = Passed("narrow", overhead: 0.1, high: 0.2, budget: 5);
        var wide = Passed("wide", overhead: 26, high: 33, budget: 60);
        Assert.That(
            ReportedCase.WorstFirst([narrow, wide]).Select(reported => reported.Result.Tool),
            Is.EqualTo((string[])["wide", "narrow"])
        );
    }

    private static CaseResult Passed(string tool, double overhead, double high, double budget) =>
        new()
        {
            Environment = "lab",
            TestType = TestType.Latency,
            Protocol = "tcp",
            Params = "latency_1s",
            Tool = tool,
            Rounds = [],
            Marker = Sample.Marker(Sample.Tool([])),
            Verdict = new CaseVerdict
            {
                Case = $"ebpf/{tool}/lab/latency/tcp/latency_1s",
                Verdict = Verdict.Pass,
                Reasons = [],
                Rounds = 5,
                Exposure = null,
                NoiseFloorPercent = null,
                Rule = Sample.Rule,
                Metrics =
                [
                    new MetricVerdict
                    {
                        Name = "mean_latency",
                        Unit = "us",
                        Baseline = 10,
                        Ebpf = 10,
                        OverheadPercent = overhead,
                        LowPercent = 0,
                        HighPercent = high,
                        BudgetPercent = budget,
                        Verdict = Verdict.Pass,
                    },
                ],
            },
        };
}
