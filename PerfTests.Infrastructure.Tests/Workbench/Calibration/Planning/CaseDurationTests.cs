using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Workbench.Calibration.Planning;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration.Planning;

[TestFixture]
internal sealed class CaseDurationTests
{
    [Test]
    public void A_case_gets_another_duration_and_the_name_that_goes_with_it()
    {
        using var set = new ConfigFolder();
        var perfCase = TestMatrix.Build(set.Load()).First();
        var longer = CaseDuration.With(perfCase, 7);
        Assert.Multiple(() =>
        {
            Assert.That(longer.Name, Is.EqualTo("baseline/net/latency/tcp/latency_7s"));
            Assert.That(longer.Workload.DurationSeconds, Is.EqualTo(7));
            Assert.That(CaseDuration.With(longer, (int)perfCase.Workload.DurationSeconds!), Is.EqualTo(perfCase));
        });
    }

    [Test]
    public void A_command_that_states_its_duration_or_an_amount_keeps_it([Values("4", "-4000")] string stated)
    {
        using var set = new ConfigFolder().Write(
            "performance-test-spec.yaml",
            ConfigFolder.Loads.Replace("{duration}", stated, StringComparison.Ordinal)
        );
        var perfCase = TestMatrix.Build(set.Load()).First();
        Assert.That(CaseDuration.With(perfCase, 7), Is.SameAs(perfCase));
    }
}
