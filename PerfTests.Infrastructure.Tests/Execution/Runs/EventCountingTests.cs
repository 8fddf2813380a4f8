using PerfTests.Infrastructure.Execution.Runs;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

[TestFixture]
internal sealed class EventCountingTests
{
    [Test]
    public void A_host_is_asked_until_it_has_shown_that_it_counts_nothing()
    {
        var counting = new EventCounting();
        Assert.That(counting.IsPossible("db"), Is.True);
        counting.Learn("db", counted: false);
        Assert.That((counting.IsPossible("db"), counting.IsPossible("web")), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_host_that_counted_once_is_asked_again_when_a_run_gave_nothing()
    {
        var counting = new EventCounting();
        counting.Learn("db", counted: true);
        counting.Learn("db", counted: false);
        Assert.That(counting.IsPossible("db"), Is.True);
    }
}
