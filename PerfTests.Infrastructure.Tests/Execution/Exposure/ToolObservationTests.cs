using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Tests.Execution.Cases;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class ToolObservationTests
{
    private static readonly BpfProgram[] Before = [Outcomes.Program(1, 10, 100, "on_send"), Outcomes.Program(2, 5, 50)];
    private static readonly BpfProgram[] After = [Outcomes.Program(1, 30, 700), Outcomes.Program(2, 5, 50)];

    [Test]
    public void A_tool_that_was_there_all_the_time_has_no_problem() => Assert.That(Outcomes.Observed(Before, After).Problem, Is.Null);

    [Test]
    public void A_dead_tool_is_the_first_problem_even_when_more_is_wrong() =>
        Assert.That(Outcomes.Observed(Before, [], alive: false, 1).Problem, Is.EqualTo("the tool died while the load ran"));

    [Test]
    public void A_program_that_was_lost_during_the_load_is_a_problem() =>
        Assert.That(
            Outcomes.Observed(Before, [After[1]]).Problem,
            Is.EqualTo("1 of the tool's 2 BPF programs were gone when the load ended")
        );

    [Test]
    public void A_program_that_stayed_loaded_is_a_problem_with_its_remedy() =>
        Assert.That(
            Outcomes.Observed(Before, After, alive: true, 1, 2).Problem,
            Does.Contain("1, 2 stayed loaded").And.Contain("unload them")
        );

    [Test]
    public void Runs_without_the_load_and_the_cost_of_counting_are_told_of_each_program()
    {
        var counting = new CountingCost(50, 49, 51);
        var program = (
            Outcomes.Observed(Before, After) with
            {
                Counting = counting,
                WatchedSeconds = 2,
                IdleRunsPerSecond = new Dictionary<int, double> { [1] = 2 },
                MostIdleRunsPerSecond = new Dictionary<int, double> { [1] = 3 },
            }
        ).Exposed[0];
        Assert.That((program.LeastIdleRuns, program.MostIdleRuns, program.Counting), Is.EqualTo((4d, 6d, counting)));
    }

    [Test]
    public void A_program_that_came_during_the_load_is_a_problem_unless_the_tool_had_said_that_it_was_ready()
    {
        var grown = Outcomes.Observed([Before[0]], After);
        Assert.Multiple(() =>
        {
            Assert.That(grown.Problem, Does.StartWith("1 of the tool's 2 BPF programs were loaded only while the load ran"));
            Assert.That((grown with { MayGrow = true }).Problem, Is.Null);
        });
    }

    [Test]
    public void A_program_that_was_attached_only_during_the_load_is_a_problem_although_the_tool_had_said_that_it_was_ready() =>
        Assert.That(
            Attached(before: false, after: true).Problem,
            Does.StartWith("1 of the tool's 2 BPF programs were attached only while the load ran").And.Contain("ready.timeout")
        );

    [Test]
    public void A_program_that_was_detached_during_the_load_is_a_problem() =>
        Assert.That(Attached(before: true, after: false).Problem, Does.Contain("no longer when it ended"));

    [TestCase(true)]
    [TestCase(false)]
    public void What_stays_as_it_was_is_no_problem_here(bool isAttached) => Assert.That(Attached(isAttached, isAttached).Problem, Is.Null);

    [Test]
    public void Where_the_kernel_tells_nothing_before_or_after_nothing_has_changed() =>
        Assert.That((Attached(true, false) with { Attached = new Dictionary<int, bool>() }).Problem, Is.Null);

    [Test]
    public void Hundreds_of_programs_that_stayed_do_not_fill_the_message() =>
        Assert.That(
            Outcomes.Observed(Before, After, alive: true, [.. Enumerable.Range(1, 700)]).Left,
            Does.Contain("9, 10 and 690 more stayed loaded").And.Contain("stop_grace")
        );

    private static ToolObservation Attached(bool before, bool after) =>
        Outcomes.Observed(Before, After) with
        {
            MayGrow = true,
            AttachedBefore = new Dictionary<int, bool> { [1] = before },
            Attached = new Dictionary<int, bool> { [1] = after, [2] = true },
        };

    [Test]
    public void What_programs_did_is_counted_from_before_the_load_under_the_names_known_then() =>
        Assert.That(
            Outcomes.Observed(Before, After).Exposed,
            Is.EqualTo(
                new[]
                {
                    new ExposedProgram(1, "on_send", "tracepoint", 20, 600) { Role = "server" },
                    new ExposedProgram(2, null, "tracepoint", 0, 0) { Role = "server" },
                }
            )
        );

    [Test]
    public void A_program_that_came_during_the_load_counts_from_zero() =>
        Assert.That(
            Outcomes.Observed([], [Outcomes.Program(9, 4, 8, "late")]).Exposed,
            Is.EqualTo(new[] { new ExposedProgram(9, "late", "tracepoint", 4, 8) { Role = "server" } })
        );
}
