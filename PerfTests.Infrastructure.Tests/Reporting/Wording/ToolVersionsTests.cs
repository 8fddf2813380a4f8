using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Reporting.Wording;

[TestFixture]
internal sealed class ToolVersionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Of_two_versions_the_one_judged_last_is_shown_and_the_other_is_told()
    {
        var (old, current) = (Case("t", "aaaaaa", "latency/tcp/x", 0), Case("t", "bbbbbb", "latency/tcp/x", 1));
        var elsewhere = Case("t", "aaaaaa", "latency/udp/x", 0);
        var (newest, earlier) = ToolVersions.Split([old, current, elsewhere, SampleCases.Tool("u", "e", "latency/tcp/x", Verdict.Pass)]);
        Assert.Multiple(() =>
        {
            Assert.That(newest.Select(result => result.Tool), Is.EqualTo(new[] { "t_bbbbbb", "t_aaaaaa", "u" }));
            Assert.That(earlier, Is.EqualTo(new[] { old }));
            Assert.That(
                ToolVersions.Told(earlier),
                Is.EqualTo(new[] { "ebpf/t_aaaaaa is from an earlier version of the tool: 1 of its cases are not shown" })
            );
            Assert.That(new ReportedCase(current).ToolName, Is.EqualTo("t (version bbbbbb)"));
        });
    }

    private static CaseResult Case(string id, string version, string workload, int hour)
    {
        var result = SampleCases.Tool($"{id}_{version}", "e", workload, Verdict.Pass);
        return result with
        {
            Verdict = result.Verdict with { Time = Noon.AddHours(hour) },
            ToolRun = new MeasuredTool
            {
                Id = id,
                Name = id,
                Variant = id,
                Version = version,
                Hash = version,
                Files = [],
                Path = "t.bt",
                Parameters = new Dictionary<string, string>(),
                RunsOn = ["server"],
            },
        };
    }
}
