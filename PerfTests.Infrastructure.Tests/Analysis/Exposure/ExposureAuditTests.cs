using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Tests.Analysis.Exposure;

[TestFixture]
internal sealed class ExposureAuditTests
{
    private static readonly ExposureRecord Proven = Sample.Exposure;

    private static IEnumerable<TestCaseData> Edits()
    {
        static TestCaseData Case(string name, Func<ExposureRecord, ExposureRecord> edit, string problem) =>
            new TestCaseData(edit, problem).SetArgDisplayNames(name);
        yield return Case(
            "a failed check called passed",
            record => Change(record, ExposureRule.LostEvents, check => check with { Measured = 5 }),
            "LostEvents on the server (Start) measured 5, outside its limits"
        );
        yield return Case(
            "a check that did not pass",
            record => Change(record, ExposureRule.LostEvents, check => check with { Passed = false }),
            "LostEvents on the server (Start) did not pass"
        );
        yield return Case(
            "a ratio that the programs do not bear out",
            record => Change(record, ExposureRule.RunsPerPacket, check => check with { Measured = 2 }),
            "RunsPerPacket on the server (Start) says 2 where the record's programs give 1.5"
        );
        yield return Case(
            "programs that did not run",
            record => record with { EndPrograms = [.. record.EndPrograms!.Select(program => program with { RunCount = 0, LoadRuns = 0 })] },
            "where the record's programs give"
        );
        yield return Case(
            "a program taken out",
            record => record with { Programs = [] },
            "Programs on the server (Start) says 1 where the record's programs give 0"
        );
        yield return Case(
            "no check left",
            record => record with { Checks = [] },
            "exposure checks Alive, Programs, Unattached, Idle, RunsPerPacket on the server (Start) are missing"
        );
        yield return Case(
            "no check and no program left",
            record => record with { Checks = [], Programs = [] },
            "its proof of the tool's presence has no checks"
        );
        yield return Case(
            "the one check that failed taken out",
            record => record with { Checks = [.. record.Checks.Where(check => check.Rule != ExposureRule.RunsChange)] },
            "exposure check RunsChange on the server (End) is missing"
        );
        yield return Case("a tool that died", record => record with { Alive = false }, "the tool's presence is not proven");
    }

    [Test]
    public void A_record_that_was_measured_bears_itself_out() => Assert.That(ExposureAudit.Problems(Proven), Is.Empty);

    [TestCaseSource(nameof(Edits))]
    public void A_record_that_was_edited_is_told(Func<ExposureRecord, ExposureRecord> edit, string problem) =>
        Assert.That(ExposureAudit.Problems(edit(Proven)), Has.Some.Contains(problem));

    [Test]
    public void Rounds_without_a_second_proof_are_invalid_and_a_case_cut_short_before_it_is_undecided()
    {
        var evidence = Sample.Tool(Sample.Latencies(101, 101.2, 100.9, 101.1, 101)) with { Exposure = Proven };
        var half = evidence with { Exposure = Proven.WithoutEnd() };
        Assert.Multiple(() =>
        {
            Assert.That(Sample.Judge(evidence).Verdict, Is.EqualTo(Verdict.Pass));
            Assert.That(Sample.Judge(half).Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(Sample.Judge(half).Reasons[0], Does.Contain("no second exposure was recorded"));
            Assert.That(Sample.Judge(half with { CutShort = true }).Verdict, Is.EqualTo(Verdict.Inconclusive));
            Assert.That(
                Sample.Judge(half with { CutShort = true }).Reasons,
                Has.Some.Contains("stopped before the tool's presence was proven again")
            );
        });
    }

    [Test]
    public void The_verdict_says_how_the_tool_was_seen_and_what_nobody_checked() =>
        Assert.That(
            Sample.Judge(Sample.Tool(Sample.Latencies(101, 101.2, 100.9, 101.1, 101)) with { Exposure = Proven }).Reasons,
            Has.Some.StartsWith("exposure: on_1 ran 1.5 times per packet of the load (15 runs, 10 packets on eth0)")
                .And.Some.StartsWith("note: run counts show that")
        );

    [Test]
    public void A_tool_that_runs_less_after_the_rounds_than_before_them_is_told()
    {
        var late = ExposureProof.Again(ExposureProof.Of(Sample.Exposed("xdp", 15)).Record!, Sample.Exposed("xdp", 3));
        Assert.That(
            late.Problems,
            Is.EqualTo(
                new[]
                {
                    "after the rounds: its busiest program ran 0.3 times per packet after the rounds, 1.5 before them; a factor of 4 at "
                        + "most is allowed",
                }
            )
        );
        Assert.That(
            ExposureAudit.Problems(late.Record!),
            Has.Some.Contains("RunsChange on the server (End) measured 5, outside its limits")
        );
    }

    [Test]
    public void A_program_that_sees_the_whole_kernel_is_not_held_to_that_factor_for_other_traffic_makes_it() =>
        Assert.That(
            ExposureProof.Again(ExposureProof.Of(Sample.Exposed("tracepoint", 1500)).Record!, Sample.Exposed("tracepoint", 14)).Problems,
            Is.Empty
        );

    [Test]
    public void A_program_that_ran_before_the_rounds_and_is_idle_after_them_is_told()
    {
        var late = ExposureProof.Again(ExposureProof.Of(Sample.Exposed("tracepoint", 15, 12)).Record!, Sample.Exposed("tracepoint", 14, 0));
        Assert.That(
            late.Problems,
            Is.EqualTo(
                new[]
                {
                    "after the rounds: 1 of the tool's 2 BPF programs ran for the packets before the rounds and not once after them: on_2",
                }
            )
        );
        var edited = late.Record! with
        {
            Checks =
            [
                .. late.Record!.Checks.Select(check =>
                    check.Rule == ExposureRule.Stopped ? check with { Measured = 0, Passed = true } : check
                ),
            ],
        };
        Assert.That(
            ExposureAudit.Problems(edited),
            Has.Some.Contains("Stopped on the server (End) says 0 where the record's programs give 1")
        );
    }

    private static ExposureRecord Change(ExposureRecord record, ExposureRule rule, Func<ExposureCheck, ExposureCheck> edit) =>
        record with
        {
            Checks = [.. record.Checks.Select(check => check.Rule == rule && check.Moment == ExposureMoment.Start ? edit(check) : check)],
        };
}
