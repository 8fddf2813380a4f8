using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Collectors;

namespace PerfTests.Infrastructure.Tests.Monitoring.Collectors;

[TestFixture]
internal sealed class LoadWindowTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    // The load runs from 0.5 s to 4.5 s after midnight.
    [TestCase("00:00:01", false, Description = "tells of 0.0 to 1.0 or later: some of it before the load")]
    [TestCase("00:00:02", true)]
    [TestCase("00:00:03", true)]
    [TestCase("00:00:04", false, Description = "may have been taken at 4.9")]
    [TestCase("23:59:59", false)]
    [TestCase("12:00:02", false)]
    public void A_row_counts_when_the_load_ran_in_all_of_its_interval(string stamp, bool counts)
    {
        var window = new LoadWindow(Midnight.AddSeconds(0.5), Midnight.AddSeconds(4.5));
        var sample = new MonitorSample(SampleTime.Read([stamp])!.Value.Time, "", new Dictionary<string, double>());
        Assert.That(window.Covers(sample, TimeSpan.FromSeconds(1)), Is.EqualTo(counts));
    }

    [Test]
    public void A_row_without_a_time_never_counts() =>
        Assert.That(
            new LoadWindow(Midnight, Midnight.AddHours(1)).Covers(
                new MonitorSample(null, "", new Dictionary<string, double>()),
                TimeSpan.FromSeconds(1)
            ),
            Is.False
        );

    [Test]
    public void A_time_of_day_belongs_to_the_day_that_is_nearest() =>
        Assert.Multiple(() =>
        {
            Assert.That(SampleTime.Read(["23:59:58"])!.Value.Time.Near(Midnight), Is.EqualTo(Midnight.AddSeconds(-2)));
            Assert.That(SampleTime.Read(["00:00:02"])!.Value.Time.Near(Midnight.AddSeconds(-1)), Is.EqualTo(Midnight.AddSeconds(2)));
        });

    [Test]
    public void A_clock_that_is_ahead_is_found_with_half_the_round_trip_as_its_uncertainty()
    {
        // Sent at 0, the host looks at 0.1 and 2.1 on the controller's clock, the answer is there at 2.3; the host is 60 s ahead.
        var offset = ClockOffset.Of(Midnight, Midnight.AddSeconds(60.1), Midnight.AddSeconds(62.1), Midnight.AddSeconds(2.3));
        Assert.Multiple(() =>
        {
            Assert.That(offset.UncertaintySeconds, Is.EqualTo(0.15).Within(1e-6));
            Assert.That(offset.Seconds, Is.EqualTo(60).Within(offset.UncertaintySeconds));
            Assert.That(offset.ToController(offset.ToHost(Midnight)), Is.EqualTo(Midnight));
        });
    }

    [Test]
    public void A_window_shrinks_by_what_is_not_known_of_both_clocks()
    {
        var window = LoadWindow.On(new ClockOffset(60, 0.1), Midnight, Midnight.AddSeconds(10), 0.2);
        Assert.That(window.Start, Is.EqualTo(Midnight.AddSeconds(60.3)).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That(window.End, Is.EqualTo(Midnight.AddSeconds(69.7)).Within(TimeSpan.FromMilliseconds(1)));
    }
}
