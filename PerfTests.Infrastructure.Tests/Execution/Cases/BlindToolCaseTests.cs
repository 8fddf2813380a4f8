using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Execution.Sessions;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Whole cases of tools that see nothing of the load, or not all of it, or die.</summary>
[TestFixture]
internal sealed class BlindToolCaseTests : LabCaseTests
{
    private static IEnumerable<TestCaseData> DeadTools() =>
        [
            new("exits_at_once", "ended with exit code 1 before it was ready"),
            new("loads_no_program", "held 0 BPF programs 1 s after its start"),
            new("never_runs", "none of the tool's 1 BPF programs ran while the load ran"),
        ];

    [TestCaseSource(nameof(DeadTools))]
    public async Task A_tool_that_was_not_there_is_invalid_and_costs_no_round(string tool, string reason)
    {
        var log = new RecordingLog();
        var verdict = await RunAsync(tool, log);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(verdict.Reasons[0], Does.Contain(reason));
            Assert.That(log.Steps, Is.EqualTo(new[] { "exposure run", "exposure run, attempt 2" }));
            Assert.That(verdict.Exposure!.RunCount, Is.Zero);
        });
    }

    [TestCase("partially_attached", "the tool warned: 'Warning: Could not attach on_send")]
    [TestCase("quietly_partial", "1 of the tool's 2 BPF programs were loaded, never ran and are attached to nothing: on_send")]
    [TestCase("watches_loopback", "times per packet of the load")]
    [TestCase("half_on_loopback", "expensive is bound to lo alone, which carried ")]
    public async Task A_tool_that_runs_and_does_not_see_what_it_should_is_invalid(string tool, string reason)
    {
        if (LocalCommand.Find("bpftool") is null && tool == "quietly_partial")
            Assert.Ignore("what a program is attached to is told by bpftool: install bpftool");
        var verdict = await RunAsync(tool, new RecordingLog());
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(verdict.Reasons[0], Does.Contain(reason), string.Join('\n', verdict.Reasons));
            Assert.That(verdict.Rounds, Is.Zero);
            Assert.That(verdict.Exposure!.Alive);
            Assert.That(verdict.Exposure.RunCount, Is.Positive);
        });
    }

    [Test]
    public async Task A_tool_with_both_programs_on_the_load_s_interface_is_measured()
    {
        var verdict = await RunAsync("both_on_the_load", new RecordingLog());
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons));
            Assert.That(
                verdict.Exposure!.Programs.SelectMany(program => program.Bound).Select(at => at.Interface),
                Is.EqualTo(new[] { "data0", "data0" })
            );
        });
    }

    [Test]
    public async Task A_tool_that_stops_to_see_the_load_between_the_rounds_is_invalid()
    {
        var log = new RecordingLog
        {
            OnStep = step =>
            {
                if (step == "round 2: with the tool")
                    File.WriteAllText(StaleFile, "");
            },
        };
        var verdict = await RunAsync("stops_midway", log);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(verdict.Reasons[0], Does.StartWith("after the rounds: none of the tool's 1 BPF programs ran"));
            Assert.That(verdict.Rounds, Is.EqualTo(3));
            Assert.That(
                log.Steps.TakeLast(2),
                Is.EqualTo(new[] { "exposure run after the rounds", "exposure run after the rounds, attempt 2" })
            );
        });
    }

    [Test]
    public async Task A_tool_that_dies_on_the_way_is_invalid()
    {
        var verdict = await RunAsync("dies_midway", new RecordingLog());
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            // Its time is over before the load of a second can be; on a slow machine even before the tool is seen to be ready.
            Assert.That(verdict.Reasons[0], Does.Contain("the tool died while the load ran").Or.Contain("before it was ready"));
        });
    }
}
