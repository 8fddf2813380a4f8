using System.Diagnostics;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Suite;

[TestFixture]
[Platform("Linux")]
internal sealed class OrphanWatchTests
{
    [Test]
    public async Task It_tells_when_the_process_above_has_ended()
    {
        // The shell in the middle stands for the test runner, the sleep for the test host.
        using var runner = LocalProcess.StartDetached("/bin/sh", ["-c", "sleep 30 & echo $!; wait"]);
        var host = int.Parse((await runner.StandardOutput.ReadLineAsync())!);
        using var process = Process.GetProcessById(host);
        var orphaned = new TaskCompletionSource();
        using var watch = new OrphanWatch(host, orphaned.SetResult, TimeProvider.System);
        try
        {
            Assert.That(orphaned.Task.IsCompleted, Is.False);
            runner.Kill();
            await orphaned.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            process.Kill();
        }
    }

    [Test]
    public async Task It_is_silent_while_nothing_changes()
    {
        var orphaned = false;
        using var watch = new OrphanWatch(Environment.ProcessId, () => orphaned = true, TimeProvider.System);
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        Assert.That(orphaned, Is.False);
    }
}
