using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Tests.Execution.Cases;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

/// <summary>A tool that is there, and every way in which it only looks so.</summary>
[TestFixture]
internal sealed class ExposureChecksTests
{
    private const long Packets = 10_000;

    private static readonly ToolObservation Good = new()
    {
        AliveAfterLoad = true,
        Before = [Program(1), Program(2)],
        After = [Program(1, 10_200), Program(2, 9_900)],
        WatchedSeconds = 2,
        IdleRunsPerSecond = new Dictionary<int, double> { [1] = 0, [2] = 0 },
        Attached = new Dictionary<int, bool> { [1] = true, [2] = true },
        ExpectedPrograms = 2,
        Printed = new ToolPrinted(0, [], null),
    };

    private static IEnumerable<TestCaseData> Lies()
    {
        static TestCaseData Case(string name, Func<ToolObservation, ToolObservation> lie, ExposureRule rule, string text) =>
            new TestCaseData(lie, rule, text).SetArgDisplayNames(name);
        yield return Case("dead", tool => tool with { AliveAfterLoad = false }, ExposureRule.Alive, "died");
        yield return Case(
            "loaded anew",
            tool => tool with { Before = [Program(7), Program(2)] },
            ExposureRule.Alive,
            "1 of the tool's 2 BPF programs were gone"
        );
        yield return Case(
            "a part",
            tool => tool with { After = [Program(1, 10_200)], Before = [Program(1)] },
            ExposureRule.Programs,
            "held 1 BPF programs, at least 2 expected"
        );
        yield return Case(
            "one too many",
            Asking(asked => asked with { ExactPrograms = 1 }),
            ExposureRule.Programs,
            "held 2 BPF programs, exactly 1 expected"
        );
        yield return Case(
            "another type",
            Asking(asked => asked with { ProgramTypes = new Dictionary<string, int> { ["xdp"] = 1 } }),
            ExposureRule.ProgramKinds,
            "held 0 BPF programs of type xdp"
        );
        yield return Case(
            "another name",
            Asking(asked => asked with { ProgramNames = new Dictionary<string, int> { ["on_*"] = 3 } }),
            ExposureRule.ProgramKinds,
            "held 2 BPF programs named on_*"
        );
        yield return Case(
            "names untold",
            tool =>
                Asking(asked => asked with { ProgramNames = new Dictionary<string, int> { ["on_*"] = 1 } })(tool) with
                {
                    Before = [Program(1, 0, name: null), Program(2, 0, name: null)],
                    After = [Program(1, 10_200, name: null), Program(2, 9_900, name: null)],
                },
            ExposureRule.ProgramKinds,
            "no bpftool"
        );
        yield return Case(
            "loaded and attached to nothing",
            tool =>
                Ran(tool, 10_000, 0) with
                {
                    Attached = new Dictionary<int, bool> { [1] = true, [2] = false },
                },
            ExposureRule.Unattached,
            "attached to nothing: on_2"
        );
        yield return Case(
            "more idle than may be",
            tool => Asking(asked => asked with { MaxIdlePrograms = 0 })(Ran(tool, 10_000, 0)),
            ExposureRule.Idle,
            "never ran under the load: on_2; 0 may (exposure.idle_programs)"
        );
        yield return Case("nothing ran", tool => Ran(tool, 0, 0), ExposureRule.RunsPerPacket, "none of the tool's 2 BPF programs ran");
        yield return Case(
            "a few background runs",
            tool => Ran(tool, 40, 12),
            ExposureRule.RunsPerPacket,
            "ran 0.004 times per packet of the load (40 runs, 10,000 packets on eth0), at least 0.25 asked (exposure.runs_per_packet); "
                + "it seems to be attached to other traffic"
        );
        yield return Case(
            "a busy wrong interface",
            tool =>
                Typed(Ran(tool, 30_000, 0), "sched_cls") with
                {
                    IdleRunsPerSecond = new Dictionary<int, double> { [1] = 15_000, [2] = 0 },
                },
            ExposureRule.RunsPerPacket,
            "30,000 runs in all, but it runs 15,000 times a second without the load too"
        );
        yield return Case("a timer", tool => Typed(Ran(tool, 200_000, 0), "perf_event"), ExposureRule.RunsPerPacket, "it runs by a clock");
        yield return Case(
            "too many runs",
            Asking(asked => asked with { MaxRunsPerPacket = 1 }),
            ExposureRule.RunsPerPacket,
            "and at most 1 asked"
        );
        yield return Case(
            "too few events",
            tool => Asking(asked => asked with { Traffic = ExposureTraffic.Events, MinRuns = 3 })(Ran(tool, 1, 1)),
            ExposureRule.Runs,
            "ran 2 times, at least 3 asked"
        );
        yield return Case(
            "no event",
            tool => Asking(asked => asked with { Traffic = ExposureTraffic.Events })(Ran(tool, 0, 0)),
            ExposureRule.Runs,
            "none of the tool's 2 BPF programs ran"
        );
        yield return Case(
            "lost events",
            tool => tool with { Printed = new ToolPrinted(12, [], null) },
            ExposureRule.LostEvents,
            "lost 12 events, 0 allowed"
        );
        yield return Case(
            "a warning",
            tool => tool with { Printed = new ToolPrinted(0, ["could not attach x", "y"], null) },
            ExposureRule.Warnings,
            "'could not attach x' and 1 more; what means no harm goes into exposure.allowed_warnings"
        );
        yield return Case(
            "no proof printed",
            tool =>
                Asking(asked => asked with { Output = new OutputProof("seen ([0-9]+)", 5) })(tool) with
                {
                    Printed = new ToolPrinted(0, [], 4),
                },
            ExposureRule.Output,
            "gave 4 for 'seen ([0-9]+)', at least 5 asked"
        );
    }

    [Test]
    public void A_tool_that_is_there_passes_every_check() => Assert.That(Of(Good), Has.All.Property(nameof(ExposureCheck.Passed)).True);

    [TestCaseSource(nameof(Lies))]
    public void A_tool_that_lies_fails_the_check_that_is_made_for_it(
        Func<ToolObservation, ToolObservation> lie,
        ExposureRule rule,
        string text
    )
    {
        var failed = Of(lie(Good)).Where(check => !check.Passed).ToList();
        Assert.That(failed.Select(check => check.Rule), Is.EqualTo(new[] { rule }), string.Join('\n', failed.Select(check => check.Text)));
        Assert.That(failed[0].Text, Does.Contain(text));
    }

    [Test]
    public void A_limit_may_be_set_where_a_tool_is_known_to_lose() =>
        Assert.That(
            Of(Asking(asked => asked with { MaxLostEvents = 12 })(Good) with { Printed = new ToolPrinted(12, [], null) }),
            Has.All.Property(nameof(ExposureCheck.Passed)).True
        );

    [Test]
    public void A_program_that_sees_the_whole_kernel_is_not_held_to_other_traffic_but_the_reader_is_told()
    {
        var tool = Good with
        {
            IdleRunsPerSecond = new Dictionary<int, double> { [1] = 60_000, [2] = 0 },
        };
        Assert.That(Of(tool), Has.All.Property(nameof(ExposureCheck.Passed)).True);
        Assert.That(
            Notes(tool),
            Has.Some.EqualTo("on_1 ran 60,000 times a second without the load too, so its runs are not the load's alone")
        );
    }

    [Test]
    public void An_idle_program_passes_by_default_and_is_named()
    {
        var tool = Ran(Good, 10_000, 0);
        Assert.That(Of(tool), Has.All.Property(nameof(ExposureCheck.Passed)).True);
        Assert.That(
            Notes(tool),
            Has.Some.EqualTo("1 of the tool's 2 BPF programs never ran under this load, so what they cost is not in this verdict: on_2")
        );
    }

    [Test]
    public void A_program_on_another_interface_beside_one_that_runs_for_everything_is_named()
    {
        var tool = Ran(Good, 10_000, 3);
        Assert.That(Of(tool), Has.All.Property(nameof(ExposureCheck.Passed)).True);
        const string Told =
            "1 of the tool's 2 BPF programs ran for few of the load's packets, so what they cost under a load that runs them is not in "
            + "this verdict: on_2 (3 runs)";
        Assert.That(Notes(tool), Has.Some.EqualTo(Told));
        Assert.That(Notes(Asking(asked => asked with { Traffic = ExposureTraffic.Events })(tool)), Has.None.EqualTo(Told));
    }

    [Test]
    public void What_run_counts_cannot_tell_is_said_unless_the_tool_s_output_tells_it()
    {
        Assert.That(Notes(Good), Has.Some.Contains("not what they did with the packets: exposure.output"));
        Assert.That(
            Notes(Asking(asked => asked with { Traffic = ExposureTraffic.Events })(Good)),
            Has.Some.StartsWith("as configured (traffic: events)")
        );
        Assert.That(Notes(Asking(asked => asked with { Output = new OutputProof("x", 1) })(Good)), Is.Empty);
    }

    [Test]
    public void An_interface_that_did_not_carry_the_load_proves_nothing_of_the_tool_on_it()
    {
        var failed = new ExposureChecks(Good, Outcomes.Traffic(Packets) with { Share = 0.02 }, ExposureMoment.Start)
            .All()
            .Single(check => !check.Passed);
        Assert.That(
            (failed.Rule, failed.Text),
            Is.EqualTo(
                (
                    ExposureRule.Interface,
                    "interface eth0 of the server carried 2 % of what the load moved: correct interface in test-environments.yaml, or "
                        + "see whether its driver counts what an XDP program handles"
                )
            )
        );
    }

    [Test]
    public void What_a_tool_warned_of_besides_is_a_note_and_a_full_map_one_of_its_own()
    {
        var tool = Good with
        {
            Printed = new ToolPrinted(0, [], null)
            {
                Remarks = new ToolRemarks(["WARNING: unstable", "WARNING: old"], ["Map @start is full"]),
            },
        };
        Assert.That(Of(tool), Has.All.Property(nameof(ExposureCheck.Passed)).True);
        Assert.That(
            Notes(tool),
            Has.Some.StartsWith("a map of the tool was full ('Map @start is full')")
                .And.Some.EqualTo("the tool warned, but not of attaching: 'WARNING: unstable' and 1 more")
        );
    }

    [Test]
    public void A_load_that_sent_nothing_proves_nothing() =>
        Assert.That(
            new ExposureChecks(Good, Outcomes.Traffic(0), ExposureMoment.Start).All().Single(check => !check.Passed).Rule,
            Is.EqualTo(ExposureRule.RunsPerPacket)
        );

    private static IReadOnlyList<ExposureCheck> Of(ToolObservation tool) =>
        new ExposureChecks(tool, Outcomes.Traffic(Packets), ExposureMoment.Start).All();

    private static IEnumerable<string> Notes(ToolObservation tool) =>
        new ExposureChecks(tool, Outcomes.Traffic(Packets), ExposureMoment.Start).Notes();

    private static Func<ToolObservation, ToolObservation> Asking(Func<ToolExposure, ToolExposure> change) =>
        tool => tool with { Exposure = change(tool.Exposure) };

    private static ToolObservation Ran(ToolObservation tool, long first, long second) =>
        tool with
        {
            After = [Program(1, first), Program(2, second)],
        };

    private static ToolObservation Typed(ToolObservation tool, string type) =>
        tool with
        {
            After = [.. tool.After.Select(program => program with { Type = type })],
        };

    private static BpfProgram Program(int id, long runs = 0) => Program(id, runs, $"on_{id}");

    private static BpfProgram Program(int id, long runs, string? name) => Outcomes.Program(id, runs, 0, name);
}
