using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

[TestFixture]
internal sealed class ProgramMeasuresTests
{
    private static readonly LoadedProgram Router = new(1, "sched_cls", "route", "aa");
    private static readonly LoadedProgram Tracer = new(5, "tracepoint", "count", "bb");

    [Test]
    public void What_stays_is_no_disturbance_whoever_it_belongs_to() => Assert.That(Foreign([Router], [Router]).Value, Is.Zero);

    [Test]
    public void The_tools_own_programs_are_nobody_elses() => Assert.That(Foreign([Router], [Router, Tracer], 5).Value, Is.Zero);

    [Test]
    public void What_comes_or_goes_is_counted_and_named()
    {
        var measure = Foreign([Router], [Tracer]);
        Assert.That((measure.Value, measure.Detail), Is.EqualTo((2.0, "+5 tracepoint count, -1 sched_cls route")));
    }

    [Test]
    public void A_host_that_does_not_tell_is_not_judged() =>
        Assert.That(
            Foreign(null, [Router]),
            Is.EqualTo(Foreign(null, null)).And.Property("Value").Null.And.Property("NotApplicable").Not.Null
        );

    [Test]
    public void A_program_like_the_tools_own_was_left_by_an_earlier_one()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Leftover(Tracer with { Id = 3 }).Detail, Is.EqualTo("3 tracepoint count"));
            Assert.That(Leftover(Tracer with { Id = 3, Tag = "cc" }).Value, Is.Zero, "other code");
            Assert.That(Leftover(Tracer with { Id = 3, Name = "other" }).Value, Is.Zero, "another name");
            Assert.That(Leftover(Tracer with { Id = 3, Type = "xdp" }).Value, Is.Zero, "another type");
        });
    }

    [TestCase("kprobe", "BEGIN")]
    [TestCase("kprobe", "END")]
    [TestCase("perf_event", "interval_s_1")]
    public void What_scripts_of_bpftrace_have_in_common_tells_nothing(string type, string name)
    {
        var common = new LoadedProgram(5, type, name, "dd");
        Assert.That(
            ProgramMeasures
                .Of("server", "db", [common with { Id = 2 }], [common with { Id = 2 }, common], new HashSet<int> { 5 })
                .Last()
                .Value,
            Is.Zero
        );
    }

    [Test]
    public void A_baseline_run_has_no_tool_to_be_left() =>
        Assert.That(
            ProgramMeasures.Of("server", "db", [Router], [Router], new HashSet<int>()).Select(measure => measure.Rule),
            Is.EqualTo(new[] { "foreign_programs" })
        );

    private static ValidityMeasure Foreign(IReadOnlyList<LoadedProgram>? before, IReadOnlyList<LoadedProgram>? after, params int[] tool) =>
        ProgramMeasures.Of("server", "db", before, after, tool.ToHashSet()).First();

    private static ValidityMeasure Leftover(LoadedProgram earlier) =>
        ProgramMeasures
            .Of("server", "db", [Router, earlier], [Router, earlier, Tracer], new HashSet<int> { 5 })
            .Single(measure => measure.Rule == "leftover_programs");
}
