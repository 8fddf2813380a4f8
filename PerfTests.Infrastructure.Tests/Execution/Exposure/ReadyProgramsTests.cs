using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Tests.Execution.Cases;
using PerfTests.Infrastructure.Tests.Results;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class ReadyProgramsTests
{
    [Test]
    public void The_exposure_run_says_how_many_programs_every_later_run_waits_for()
    {
        var proof = ExposureProof.Of(Outcome([Program(1, 0), Program(2, 0)], [Program(1, 7), Program(2, 0), Program(3, 5)]));
        Assert.That(proof.Problems, Is.Empty);
        Assert.That(proof.ReadyPrograms["server"], Is.EqualTo(2));
        Assert.That(proof.Record!.RunCount, Is.EqualTo(12));
    }

    [Test]
    public void The_exposure_run_says_how_many_attached_programs_every_later_run_waits_for()
    {
        var outcome = Outcome([Program(1, 0), Program(2, 0)], [Program(1, 7), Program(2, 0)]);
        var attached = new Dictionary<int, bool> { [1] = true, [2] = false };
        outcome = outcome with
        {
            Tools =
            [
                outcome.Tools[0] with
                {
                    AttachedBefore = attached,
                    Attached = attached,
                    Exposure = new ToolExposure { MaxUnattachedPrograms = 1 },
                },
            ],
        };
        Assert.That(ExposureProof.Of(outcome).ReadyAttached["server"], Is.EqualTo(1));
    }

    [Test]
    public void Programs_that_did_not_run_prove_nothing() =>
        Assert.That(
            ExposureProof.Of(Outcome([Program(1, 4)], [Program(1, 4)])).Problems.Single(),
            Does.Contain("none of the tool's 1 BPF programs ran")
        );

    private static RunOutcome Outcome(IReadOnlyList<BpfProgram> before, IReadOnlyList<BpfProgram> after) =>
        new(
            TemporaryTree.Run(40, "tracer"),
            [
                new ToolObservation
                {
                    AliveAfterLoad = true,
                    Before = before,
                    After = after,
                },
            ]
        )
        {
            Traffic = Outcomes.Traffic(10),
        };

    private static BpfProgram Program(int id, long runs) => new(id, "tracepoint", null, runs, 0);
}
