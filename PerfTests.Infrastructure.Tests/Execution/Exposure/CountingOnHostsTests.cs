using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Tests.Remote;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
[Category("Lab")]
internal sealed class CountingOnHostsTests
{
    private RemoteLab? _lab;

    [OneTimeSetUp]
    public async Task RaiseLab() => _lab = await RemoteLab.RaiseAsync();

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task A_host_tells_what_counting_costs_once_and_no_switch_is_left_on()
    {
        const string Switch = "/proc/sys/kernel/bpf_stats_enabled";
        var before = await File.ReadAllTextAsync(Switch);
        var calibration = new CountingCalibration();
        var cost = await calibration.OfAsync(_lab!["vm-host"], "python3", CancellationToken.None);
        Assert.That(cost, Is.Not.Null);
        Assert.That(cost!.Nanoseconds, Is.InRange(cost.Low, cost.High).And.Positive);
        // An interpreter that is not there would find nothing, were it asked.
        Assert.That(await calibration.OfAsync(_lab["vm-host"], "/nonexistent/python3", CancellationToken.None), Is.SameAs(cost));
        Assert.That(await File.ReadAllTextAsync(Switch), Is.EqualTo(before));
    }

    [Test]
    public async Task A_host_without_python_tells_nothing_and_nothing_fails() =>
        Assert.That(await new CountingCalibration().OfAsync(_lab!["vm-host"], "/nonexistent/python3", CancellationToken.None), Is.Null);
}
