using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

[TestFixture]
internal sealed class ElapsedMeasuresTests
{
    [TestCase(6.3, 6.25, 6.4, 0, TestName = "Clocks_that_agree_do_not_differ")]
    [TestCase(6.3, 6.0, 15.0, 0, TestName = "A_slow_link_is_no_difference")]
    [TestCase(6.3, 13.3, 13.5, 7, TestName = "A_machine_that_was_paused_counted_too_little")]
    [TestCase(13.3, 6.2, 6.3, 7, TestName = "A_controller_that_was_paused_counted_too_little")]
    [TestCase(3600, 3603, 3604, 0, TestName = "A_clock_that_is_a_little_slow_is_not_paused")]
    public void Elapsed_time(double host, double atLeast, double atMost, double difference) =>
        Assert.That(new ElapsedSpan(host, atLeast, atMost).DifferenceSeconds, Is.EqualTo(difference).Within(0.05));

    [Test]
    public void A_pause_is_told_with_both_times()
    {
        var measure = ElapsedMeasures.Of("client", "vm-1", new ElapsedSpan(6.3, 13.3, 13.5));
        Assert.That(measure.Detail, Is.EqualTo("6.30 s passed there, at least 13.30 s here: the machine stood still"));
        Assert.That(ValidityLimits.Default.BrokenBy(ValidityRule.ElapsedDifference, measure.Value!.Value), Is.Not.Null);
    }

    [Test]
    public void A_host_that_does_not_tell_is_not_judged() =>
        Assert.That(ElapsedMeasures.Of("client", "vm-1", null), Has.Property("Value").Null.And.Property("NotApplicable").Not.Null);
}
