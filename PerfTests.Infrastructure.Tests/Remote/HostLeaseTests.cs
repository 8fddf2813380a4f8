using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote;

[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class HostLeaseTests(Transport transport)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

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
    public async Task A_second_lease_is_refused_and_names_the_owner_until_the_first_is_given_back()
    {
        var (mine, theirs) = (_lab!.Connect("vm-host"), _lab.Connect("vm-host"));
        await using (await TakeAsync(mine, "process 1 of 'the first' $(run)"))
        {
            Assert.That(
                () => TakeAsync(theirs, "the second"),
                Throws
                    .TypeOf<RemoteException>()
                    .With.Message.Contains("vm-host")
                    .And.Message.Contains("another run measures there (process 1 of 'the first' $(run))")
            );
        }
        await using var second = await TakeAsync(theirs, "the second");
        Assert.That(() => TakeAsync(mine, "the first"), Throws.TypeOf<RemoteException>().With.Message.Contains("(the second)"));
    }

    [Test]
    public async Task Each_host_has_a_lease_of_its_own()
    {
        await using var one = await TakeAsync(_lab!.Connect("system-server"), "a");
        await using var other = await TakeAsync(_lab.Connect("system-client"), "a");
        Assert.That(other, Is.Not.Null);
    }

    [Test]
    public async Task A_lease_is_free_again_when_the_connection_of_its_owner_is_gone()
    {
        var mine = _lab!.Connect("vm-server");
        await using var first = await TakeAsync(mine, "the first");
        await mine.DisposeAsync();
        var theirs = _lab.Connect("vm-server");
        await LocalProcesses.WaitUntilAsync(() => TryTake(theirs), "the lease is free");
    }

    [Test]
    public async Task A_lease_that_is_cancelled_at_any_moment_is_not_held()
    {
        var (mine, theirs) = (_lab!.Connect("vm-client"), _lab.Connect("vm-client"));
        await mine.RunAsync(new RemoteCommand("true"), CancellationToken.None);
        for (var milliseconds = 0; milliseconds <= 60; milliseconds += 15)
        {
            using var cancellation = new CancellationTokenSource(milliseconds);
            try
            {
                await using var lease = await HostLease.TakeAsync(mine, "cancelled", Limit, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                // What the test is about.
            }
        }
        await LocalProcesses.WaitUntilAsync(() => TryTake(theirs), "the lease is free");
    }

    [Test]
    public void A_work_folder_that_cannot_be_made_is_told() =>
        Assert.That(
            () => TakeAsync(_lab!.Connect(_lab.Target("vm-host") with { WorkDir = "/proc/nothing" }), "a"),
            Throws.TypeOf<RemoteException>().With.Message.Contains("cannot take the lease /proc/nothing/lease")
        );

    private static bool TryTake(ShellHost host)
    {
        try
        {
            TakeAsync(host, "next").GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (RemoteException)
        {
            return false;
        }
    }

    private static Task<HostLease> TakeAsync(ShellHost host, string owner) =>
        HostLease.TakeAsync(host, owner, Limit, CancellationToken.None);
}
