using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
[Category("Lab")]
[NonParallelizable] // the switch is the kernel's, and other tests want it too
internal sealed class BpfStatsTests
{
    private const string Switch = "/proc/sys/kernel/bpf_stats_enabled";

    private RemoteLab? _lab;

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        _lab = await RemoteLab.RaiseAsync();
        if (!File.Exists(Switch))
            Assert.Ignore($"this kernel has no {Switch}");
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task Counting_is_on_while_it_is_held_and_then_left_as_it_was()
    {
        var before = await ReadAsync();
        await using (await BpfStats.EnableAsync(_lab!["vm-host"], CancellationToken.None))
            Assert.That(await ReadAsync(), Is.EqualTo("1"));
        Assert.That(await ReadAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Two_holders_take_turns_so_that_neither_is_switched_off_by_the_other()
    {
        var first = await BpfStats.EnableAsync(_lab!["vm-host"], CancellationToken.None);
        var second = BpfStats.EnableAsync(_lab["vm-host"], CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        Assert.That(second.IsCompleted, Is.False);
        await first.DisposeAsync();
        await using (await second)
            Assert.That(await ReadAsync(), Is.EqualTo("1"));
    }

    [Test]
    public async Task Counting_is_left_as_it_was_when_the_connection_of_its_holder_is_gone()
    {
        var before = await ReadAsync();
        var host = _lab!.Connect("vm-host");
        await using var stats = await BpfStats.EnableAsync(host, CancellationToken.None);
        Assert.That(await ReadAsync(), Is.EqualTo("1"));
        await host.DisposeAsync();
        await LocalProcesses.WaitUntilAsync(() => ReadAsync().GetAwaiter().GetResult() == before, "the switch is back");
    }

    [Test]
    public async Task Counting_that_is_cancelled_at_any_moment_is_left_as_it_was()
    {
        var before = await ReadAsync();
        for (var milliseconds = 5; milliseconds <= 50; milliseconds += 15)
        {
            using var cancellation = new CancellationTokenSource(milliseconds);
            try
            {
                await using var stats = await BpfStats.EnableAsync(_lab!["vm-host"], cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                // What the test is about.
            }
            await LocalProcesses.WaitUntilAsync(() => ReadAsync().GetAwaiter().GetResult() == before, "the switch is back");
        }
    }

    private static async Task<string> ReadAsync() => (await File.ReadAllTextAsync(Switch)).Trim();
}
