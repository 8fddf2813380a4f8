using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Attribution;

[TestFixture]
internal sealed class AttributionSentenceTests
{
    [TestCase(14, 2, 4, "70 % of the extra CPU is spent in program trace_rx")]
    [TestCase(2, 17, 1, "85 % of the extra CPU is spent in the tool's own processes")]
    [TestCase(1, 1, 18, "90 % of the extra CPU is spent neither in its programs nor in its processes (entering probes, caches, offloads)")]
    [TestCase(22, 2, -4, "100 % of the extra CPU is spent in program trace_rx")]
    public void The_largest_part_is_named(double program, double processes, double remainder, string sentence) =>
        Assert.That(Of(new CpuInterval(20, 15, 25), [program], processes, remainder), Is.EqualTo(sentence));

    [Test]
    public void Many_programs_that_share_the_cost_are_named_together() =>
        Assert.That(Of(new CpuInterval(20, 15, 25), [6, 5, 5], 1, 3), Is.EqualTo("80 % of the extra CPU is spent in the tool's 3 BPF programs"));

    [TestCase(5, -1)]
    [TestCase(-5, -9)]
    [TestCase(5, 0)]
    public void Extra_cpu_whose_interval_includes_zero_is_attributed_to_nothing(double extra, double low) =>
        Assert.That(Of(new CpuInterval(extra, low, 9), [4], 0, 1), Is.EqualTo("no extra CPU can be shown"));

    [Test]
    public void Without_bounds_or_attribution_nothing_is_said()
    {
        Assert.That(Of(new CpuInterval(20, null, null), [4], 0, 1), Is.Null);
        Assert.That(AttributionSentence.Of(AttributedCase.Of([20]).Verdict), Is.Null);
    }

    private static string? Of(CpuInterval extra, double[] programs, double processes, double remainder) =>
        AttributionSentence.Of(AttributedCase.Of([20]).Verdict with
        {
            Attribution = new CaseAttribution
            {
                Extra = extra,
                Programs = [.. programs.Select(percent => new AttributedProgram { Name = "trace_rx", Role = "server", CallsPerSecond = 1, NanosecondsPerCall = 1, Percent = percent })],
                ProgramsPercent = programs.Sum(), ToolProcessesPercent = processes, RemainderPercent = remainder,
            },
        });
}
