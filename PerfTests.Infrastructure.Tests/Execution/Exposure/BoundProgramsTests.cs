using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Tests.Execution.Cases;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class BoundProgramsTests
{
    private const long Packets = 10_000;

    // One program on the interface of the load, one on the loopback, both as the kernel tells them.
    private static readonly ToolObservation Halved = new()
    {
        AliveAfterLoad = true,
        Before = [Program(1, 0), Program(2, 0)],
        After = [Program(1, Packets), Program(2, 24)],
        Bindings = [new BpfBinding(1, "eth0", true), new BpfBinding(2, "lo", true)],
        Interfaces = new Dictionary<string, InterfaceTraffic>
        {
            ["eth0"] = new(Packets, 100 * Packets, 3, 300),
            ["lo"] = new(24, 2400, 24, 2400),
        },
    };

    [Test]
    public void A_program_on_another_interface_is_told_with_it_although_one_beside_it_runs_for_every_packet()
    {
        var failed = Of(Halved).Single(check => !check.Passed);
        Assert.That(
            (failed.Rule, failed.Measured, failed.Text),
            Is.EqualTo(
                (
                    ExposureRule.Bound,
                    1.0,
                    "on_2 is bound to lo alone, which carried 24 packets while the load put 10,000 on eth0 of the server, and ran 24 times "
                        + "for the load: what it costs there is in no run. Bind it to an interface of the load, or name it in "
                        + "exposure.programs.idle if it is not to run"
                )
            )
        );
    }

    [Test]
    public void A_program_on_the_interface_of_the_load_that_does_not_run_is_told_with_its_packets()
    {
        var failed = Of(Halved with { Bindings = [new BpfBinding(1, "eth0", true), new BpfBinding(2, "eth0", true)] })
            .Single(check => !check.Passed);
        Assert.That(
            failed.Text,
            Does.StartWith("on_2 is bound to eth0, where 10,000 packets of the load went its way, and ran 24 times for the load: something")
        );
    }

    [Test]
    public void A_program_that_is_declared_idle_is_named_and_does_not_fail()
    {
        var tool = Halved with { Exposure = new ToolExposure { IdlePrograms = ["on_[3]", "*_2"] } };
        Assert.Multiple(() =>
        {
            Assert.That(Of(tool), Has.All.Property(nameof(ExposureCheck.Passed)).True);
            Assert.That(
                new ExposureChecks(tool, Outcomes.Traffic(Packets), ExposureMoment.Start).Notes(),
                Has.Some.EndsWith("is not in this verdict: on_2 (24 runs, on lo)")
            );
        });
    }

    [Test]
    public void A_tool_that_follows_events_is_held_to_it_too() =>
        Assert.That(
            Of(Halved with { Exposure = new ToolExposure { Traffic = ExposureTraffic.Events } }).Where(check => !check.Passed),
            Has.One.Property(nameof(ExposureCheck.Rule)).EqualTo(ExposureRule.Bound)
        );

    [Test]
    public void A_record_that_says_otherwise_than_its_programs_is_noticed()
    {
        var proof = ExposureProof.Of(Outcomes.Tool("run", 1, null, Halved) with { Traffic = Outcomes.Traffic(Packets) });
        var record = proof.Record! with
        {
            Checks =
            [
                .. proof.Record!.Checks.Select(check =>
                    check.Rule == ExposureRule.Bound ? check with { Measured = 0, Passed = true } : check
                ),
            ],
        };
        Assert.Multiple(() =>
        {
            Assert.That(proof.Problems.Single(), Does.StartWith("on_2 is bound to lo alone"));
            Assert.That(
                ExposureAudit.Problems(record),
                Has.Some.Contains("Bound on the server (Start) says 0 where the record's programs give 1")
            );
            Assert.That(
                ExposureAudit.Problems(record with { Checks = [.. record.Checks.Where(check => check.Rule != ExposureRule.Bound)] }),
                Has.Some.Contains("Bound on the server (Start) is missing")
            );
        });
    }

    private static IReadOnlyList<ExposureCheck> Of(ToolObservation tool) =>
        new ExposureChecks(tool, Outcomes.Traffic(Packets), ExposureMoment.Start).All();

    private static BpfProgram Program(int id, long runs) => new(id, "sched_cls", $"on_{id}", runs, 0);
}
