using PerfTests.Infrastructure.Execution;

namespace PerfTests.Infrastructure.Tests.Execution;

[TestFixture]
internal sealed class ExposureProofTests
{
    [Test]
    public void Programs_that_ran_during_the_load_prove_the_tool()
    {
        var proof = ExposureProof.Of(Outcomes.Tool("run", 1, null, Outcomes.Observed(
            [Outcomes.Program(1, 10), Outcomes.Program(2, 0)], [Outcomes.Program(1, 15), Outcomes.Program(2, 2)])));
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
        var proof = ExposureProof.Of(Outcomes.Tool("run", 1, null, Outcomes.Observed([Outcomes.Program(1, 10)], [Outcomes.Program(1, 10)])));
        Assert.Multiple(() =>
        {
            Assert.That(proof.Problems.Single(), Does.Contain("none of the tool's 1 BPF programs ran while the load ran"));
            Assert.That(proof.Record!.RunCount, Is.Zero);
        });
    }

    [Test]
    public void A_run_that_failed_proves_nothing_whatever_was_counted()
    {
        var proof = ExposureProof.Of(Outcomes.Tool("run", 1, "the tool died while the load ran", Outcomes.Observed(
            [Outcomes.Program(1)], [Outcomes.Program(1, 10)], alive: false)));
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
