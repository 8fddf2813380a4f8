using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote;

[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class HeartbeatTests(Transport transport)
{
    private RemoteLab? _lab;

    [OneTimeSetUp]
    public async Task RaiseLab() => _lab = await RemoteLab.RaiseAsync(transport);

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    [CancelAfter(90_000)]
    public async Task A_link_that_is_cut_is_noticed_at_both_ends(CancellationToken cancellationToken)
    {
        var (host, other) = (_lab!.Connect("system-server"), _lab.Connect("system-client"));
        await using var heartbeat = await Heartbeat.StartAsync(host, TimeProvider.System, cancellationToken);
        await using var elsewhere = await Heartbeat.StartAsync(other, TimeProvider.System, cancellationToken);
        var command = new RemoteCommand("exec sleep 300") { TimeLimit = TimeSpan.FromMinutes(5) };
        await using var running = await host.StartAsync(command, cancellationToken);
        await using var untouched = await other.StartAsync(command, cancellationToken);
        var outage = _lab.Outage("system-server");
        await outage.SetLinkAsync(isUp: false);
        var cut = TimeProvider.System.GetTimestamp();
        Assert.That(
            async () => await running.Completion.WaitAsync(cancellationToken),
            Throws.TypeOf<RemoteException>().With.Message.Contains("not responding")
        );
        await TestContext.Out.WriteLineAsync($"the controller knows after {TimeProvider.System.GetElapsedTime(cut).TotalSeconds:0.0} s");
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(running.ProcessId), "the host ends what runs by itself");
        await TestContext.Out.WriteLineAsync($"the host has ended it after {TimeProvider.System.GetElapsedTime(cut).TotalSeconds:0.0} s");
        Assert.That(LocalProcesses.IsRunning(untouched.ProcessId), Is.True);
        await outage.SetLinkAsync(isUp: true);
        Assert.That(await AnswerOfAsync(host, cancellationToken), Is.EqualTo("again\n"));
    }

    // Neighbours of an interface that has just come up have to find each other first.
    private static async Task<string> AnswerOfAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return (await host.RunAsync(new RemoteCommand("echo again"), cancellationToken)).Output;
            }
            catch (RemoteException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_link_that_stands_is_left_alone_while_it_is_watched_and_afterwards(CancellationToken cancellationToken)
    {
        var host = _lab!.Connect("vm-host");
        var heartbeat = await Heartbeat.StartAsync(host, TimeProvider.System, cancellationToken);
        await using var running = await host.StartAsync(new RemoteCommand("exec sleep 300"), cancellationToken);
        await Task.Delay(Heartbeat.Deadline + Heartbeat.Interval, cancellationToken);
        Assert.That(LocalProcesses.IsRunning(running.ProcessId), Is.True);
        await heartbeat.DisposeAsync();
        Assert.That((await host.RunAsync(new RemoteCommand("echo up"), cancellationToken)).Output, Is.EqualTo("up\n"));
    }
}
