using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Tests.Execution.Cases;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class ExposureProofTests
{
    [Test]
    public void Programs_that_ran_during_the_load_prove_the_tool()
    {
        var proof = ExposureProof.Of(
            Outcomes.Tool(
                "run",
                1,
                null,
                Outcomes.Observed([Outcomes.Program(1, 10), Outcomes.Program(2, 0)], [Outcomes.Program(1, 15), Outcomes.Program(2, 2)])
            )
        );
        Assert.Multiple(() =>
        {
            Assert.That(proof.Problems, Is.Empty);
            Assert.That(proof.Record!.Alive);
            Assert.That(proof.Record.RunCount, Is.EqualTo(7));
            Assert.That(proof.Record.Programs.Select(program => program.Id), Is.EqualTo(new[] { 1, 2 }));
        });
    }

    [Test]
    public void Programs_that_ran_only_before_the_load_prove_nothing()
    {
        var proof = ExposureProof.Of(
            Outcomes.Tool("run", 1, null, Outcomes.Observed([Outcomes.Program(1, 10)], [Outcomes.Program(1, 10)]))
        );
        Assert.Multiple(() =>
        {
            Assert.That(proof.Problems.Single(), Does.Contain("none of the tool's 1 BPF programs ran while the load ran"));
            Assert.That(proof.Record!.RunCount, Is.Zero);
        });
    }

    [Test]
    public void Each_of_two_instances_must_prove_itself()
    {
        var server = Outcomes.Observed([Outcomes.Program(7, 0)], [Outcomes.Program(7, 9)]);
        // Another kernel counts its programs anew: the same id is another program.
        var client = Outcomes.Observed([Outcomes.Program(7, 3)], [Outcomes.Program(7, 3)]) with
        {
            Role = "client",
        };
        var run = Outcomes.Tool("run", 1, null, server);
        var (half, whole) = (
            ExposureProof.Of(run with { Tools = [server, client] }),
            ExposureProof.Of(run with { Tools = [server, server with { Role = "client" }] })
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                half.Problems,
                Is.EqualTo(new[] { "on the client: none of the tool's 1 BPF programs ran while the load ran (run_cnt did not grow)" })
            );
            Assert.That(whole.Problems, Is.Empty);
            Assert.That(whole.ReadyPrograms, Is.EqualTo(new Dictionary<string, int> { ["server"] = 1, ["client"] = 1 }));
            Assert.That(
                ExposureProof.MissingPart(whole.Record!, run with { Tools = [server, client with { After = [] }] }),
                Does.Contain("on the client held 0 BPF programs, 1 when")
            );
            Assert.That(ExposureProof.MissingPart(whole.Record!, run with { Tools = [server, client] }), Is.Null);
        });
    }

    [Test]
    public void A_run_that_failed_proves_nothing_whatever_was_counted()
    {
        var proof = ExposureProof.Of(
            Outcomes.Tool(
                "run",
                1,
                "the tool died while the load ran",
                Outcomes.Observed([Outcomes.Program(1)], [Outcomes.Program(1, 10)], alive: false)
            )
        );
        Assert.Multiple(() =>
        {
            Assert.That(proof.Problems, Is.EqualTo(new[] { "the tool died while the load ran" }));
            Assert.That(proof.Record!.Alive, Is.False);
        });
    }

    [Test]
    public void A_tool_that_never_started_leaves_an_empty_record()
    {
        var proof = ExposureProof.Of(Outcomes.Tool("run", 1, "tool x ended with exit code 1", null));
        Assert.Multiple(() =>
        {
            Assert.That(proof.Problems, Is.EqualTo(new[] { "tool x ended with exit code 1" }));
            Assert.That(proof.Record!.Programs, Is.Empty);
            Assert.That((proof.Record.Alive, proof.Record.RunCount), Is.EqualTo((false, 0L)));
        });
    }
}
