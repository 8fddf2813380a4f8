using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Results.Cases;

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
        Assert.That(
            Of(new CpuInterval(20, 15, 25), [6, 5, 5], 1, 3),
            Is.EqualTo("80 % of the extra CPU is spent in the tool's 3 BPF programs")
        );

    [TestCase(5, -1)]
    [TestCase(-5, -9)]
    [TestCase(5, 0)]
    public void Extra_cpu_whose_interval_includes_zero_is_attributed_to_nothing(double extra, double low) =>
        Assert.That(Of(new CpuInterval(extra, low, 9), [4], 0, 1), Is.EqualTo("no extra CPU can be shown"));

    // One session told "74 % of the extra CPU is spent neither in its programs nor in its processes" of a CPU per gigabyte that was not
    // shown to rise.
    [TestCase(-1, -2, "no extra CPU can be shown")]
    [TestCase(-1, 0.5, null)]
    [TestCase(1, -2, null)]
    [TestCase(1, 0, null)]
    [TestCase(1, 0.5, "50 % of the extra CPU is spent in program trace_rx")]
    public void Nothing_is_attributed_while_the_metric_of_the_same_CPU_holds_zero(double low, double perUnitLow, string? sentence)
    {
        foreach (var name in new[] { "cpu_per_gigabyte", "cpu_per_transaction" })
            Assert.That(Of(new CpuInterval(8, low, 15), [4], 1, 3, name, perUnitLow), Is.EqualTo(sentence), name);
    }

    [TestCase(3, 1, 16, 3, "where the extra CPU goes cannot be told")]
    [TestCase(3, 1, 16, 4, "where the extra CPU goes cannot be told")]
    [TestCase(
        3,
        1,
        16,
        4.5,
        "80 % of the extra CPU is spent neither in its programs nor in its processes (entering probes, caches, offloads)"
    )]
    public void What_is_left_over_is_named_only_when_it_is_more_than_the_uncertainty_of_the_whole(
        double program,
        double processes,
        double remainder,
        double low,
        string sentence
    ) => Assert.That(Of(new CpuInterval(20, low, 37), [program], processes, remainder), Is.EqualTo(sentence));

    [Test]
    public void Without_bounds_or_attribution_nothing_is_said()
    {
        Assert.That(Of(new CpuInterval(20, null, null), [4], 0, 1), Is.Null);
        Assert.That(AttributionSentence.Of(AttributedCase.Of([20]).Verdict), Is.Null);
    }

    private static string? Of(
        CpuInterval extra,
        double[] programs,
        double processes,
        double remainder,
        string? perUnit = null,
        double? perUnitLow = null
    ) =>
        AttributionSentence.Of(
            AttributedCase.Of([20]).Verdict with
            {
                Metrics = perUnit is null
                    ? []
                    :
                    [
                        new MetricVerdict
                        {
                            Name = perUnit,
                            Unit = "",
                            Baseline = 1,
                            Ebpf = 1,
                            OverheadPercent = 3,
                            LowPercent = perUnitLow,
                            HighPercent = 9,
                            BudgetPercent = null,
                            Verdict = null,
                        },
                    ],
                Attribution = new CaseAttribution
                {
                    Extra = extra,
                    Programs =
                    [
                        .. programs.Select(percent => new AttributedProgram
                        {
                            Name = "trace_rx",
                            Role = "server",
                            CallsPerSecond = 1,
                            NanosecondsPerCall = 1,
                            Percent = percent,
                        }),
                    ],
                    ProgramsPercent = programs.Sum(),
                    ToolProcessesPercent = processes,
                    RemainderPercent = remainder,
                },
            }
        );
}
