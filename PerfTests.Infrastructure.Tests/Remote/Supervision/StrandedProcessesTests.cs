using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class StrandedProcessesTests(Transport transport)
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
    public async Task What_a_host_still_runs_for_a_connection_that_is_gone_ends_politely_and_nothing_else_does()
    {
        var (lost, other) = (_lab!.Connect("system-server"), _lab.Connect("system-client"));
        await using var tool = await lost.StartAsync(new RemoteCommand("trap 'echo polite; exit 0' INT; sleep 300 & wait"), default);
        await using var elsewhere = await other.StartAsync(new RemoteCommand("sleep 300"), default);
        var (toolId, elsewhereId) = (tool.ProcessId, elsewhere.ProcessId);
        // A foreign process that has all but the token.
        using var foreign = System.Diagnostics.Process.Start("timeout", ["300", "sleep", "299"]);
        try
        {
            Assert.That(await StrandedProcesses.EndAsync(_lab.Connect("system-server"), default), Is.EqualTo(1));
            Assert.Multiple(() =>
            {
                Assert.That(LocalProcesses.IsRunning(toolId), Is.False);
                Assert.That(LocalProcesses.IsRunning(elsewhereId), Is.True);
                Assert.That(LocalProcesses.IsRunning(foreign.Id), Is.True);
            });
            Assert.That((await tool.Completion).Output, Is.EqualTo("polite\n"));
            Assert.That(await StrandedProcesses.EndAsync(_lab["system-server"], default), Is.Zero);
        }
        finally
        {
            foreign.Kill(entireProcessTree: true);
        }
    }

    [Test]
    public async Task A_lease_whose_connection_is_gone_on_this_side_only_can_be_taken_again()
    {
        var mine = _lab!.Connect("vm-server");
        // Not disposed: as when the host was cut off and nobody told it.
        var lease = await HostLease.TakeAsync(mine, "before", TimeSpan.FromMinutes(1), default);
        var again = _lab.Connect("vm-server");
        await Assert.ThatAsync(
            () => HostLease.TakeAsync(again, "after", TimeSpan.FromMinutes(1), default),
            Throws.TypeOf<RemoteException>().With.Property("IsInUse").True
        );
        await StrandedProcesses.EndAsync(again, default);
        await using var taken = await HostLease.TakeAsync(again, "after", TimeSpan.FromMinutes(1), default);
        Assert.That((lease.IsHeld, taken.IsHeld), Is.EqualTo((false, true)));
        await lease.DisposeAsync();
    }
}
