using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

/// <summary>A part of a tool costs a part of its price, so a part must not pass for the whole.</summary>
[TestFixture]
internal sealed class PartialToolTests
{
    [Test]
    public void Programs_that_come_while_the_load_runs_are_a_problem() =>
        Assert.That(
            Seen(before: [1], after: [1, 2, 3]).Problem,
            Does.StartWith("2 of the tool's 3 BPF programs were loaded only while").And.Contain("expected_programs")
        );

    [Test]
    public void They_may_come_where_the_configuration_says_what_makes_the_tool_ready() =>
        Assert.That((Seen([1], [1, 2, 3]) with { MayGrow = true }).Problem, Is.Null);

    [Test]
    public void The_same_programs_before_and_after_are_no_problem() => Assert.That(Seen([1, 2], [1, 2]).Problem, Is.Null);

    [Test]
    public void Programs_that_were_replaced_are_a_problem() => Assert.That(Seen([1, 2], [1, 3]).Problem, Does.Contain("were gone"));

    [Test]
    public void A_tool_that_died_right_after_the_load_was_not_there_to_its_end() =>
        Assert.That(Seen([1, 2], []).Problem, Does.Contain("were gone"));

    [Test]
    public void What_a_tool_left_is_told_also_where_another_problem_comes_first()
    {
        var seen = Seen([1, 2], []) with { LeftPrograms = [2] };
        Assert.That(seen.Problem, Does.Contain("were gone"));
        Assert.That(seen.Left, Does.Contain("BPF programs 2 stayed loaded"));
    }

    private static ToolObservation Seen(int[] before, int[] after) =>
        new()
        {
            AliveAfterLoad = true,
            Before = [.. before.Select(Program)],
            After = [.. after.Select(Program)],
        };

    private static BpfProgram Program(int id) => new(id, "tracepoint", null, 0, 0);
}
