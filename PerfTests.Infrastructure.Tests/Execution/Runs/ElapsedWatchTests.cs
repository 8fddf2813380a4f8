using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Tests.Remote;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

[TestFixture]
internal sealed class ElapsedWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private double _uptime = 1000;

    [Test]
    public async Task A_host_whose_clock_stood_still_with_it_is_told_by_the_controllers() =>
        Assert.That(await DifferenceAsync(hereSeconds: 13, thereSeconds: 6, tripSeconds: 0.02), Is.EqualTo(7).Within(0.1));

    [Test]
    public async Task A_host_that_answers_late_was_not_paused() =>
        Assert.That(await DifferenceAsync(hereSeconds: 6, thereSeconds: 6, tripSeconds: 4), Is.Zero);

    [Test]
    public async Task A_host_that_shows_no_uptime_has_no_value()
    {
        var watch = new ElapsedWatch([("server", new CannedHost(_ => CannedProcess.Ended(1, "no such file")))], _time);
        await watch.LookAsync(LoadMoment.Before, default);
        await watch.LookAsync(LoadMoment.After, default);
        Assert.That(watch.Measures().Single().NotApplicable, Is.Not.Null);
    }

    [Test]
    public async Task A_run_that_failed_before_its_end_measured_nothing()
    {
        var watch = Watch(0);
        await watch.LookAsync(LoadMoment.Before, default);
        Assert.That(watch.Measures(), Is.Empty);
    }

    private async Task<double?> DifferenceAsync(double hereSeconds, double thereSeconds, double tripSeconds)
    {
        var watch = Watch(tripSeconds);
        await watch.LookAsync(LoadMoment.Before, default);
        _time.Advance(TimeSpan.FromSeconds(hereSeconds));
        _uptime += thereSeconds;
        await watch.LookAsync(LoadMoment.After, default);
        return watch.Measures().Single().Value;
    }

    // The answer takes as long as the question.
    private ElapsedWatch Watch(double tripSeconds) => new([("server", new CannedHost(_ => Answer(tripSeconds)))], _time);

    private CannedProcess Answer(double tripSeconds)
    {
        Pass(tripSeconds / 2);
        var answer = CannedProcess.Ended(0, output: _uptime.ToString("0.00") + "\n");
        Pass(tripSeconds / 2);
        return answer;
    }

    private void Pass(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _uptime += seconds;
    }
}
