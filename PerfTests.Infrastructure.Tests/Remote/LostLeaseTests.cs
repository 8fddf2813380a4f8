using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote;

[TestFixture]
internal sealed class LostLeaseTests
{
    [Test]
    public async Task A_lease_tells_that_its_holder_ended()
    {
        var holder = CannedProcess.Running("held");
        var lease = await HostLease.TakeAsync(new CannedHost(_ => holder), "me", TimeSpan.FromMinutes(1), default);
        Assert.That(lease.IsHeld, Is.True);
        holder.End(0);
        Assert.That(lease.IsHeld, Is.False);
    }

    [Test]
    public void A_lease_that_is_given_up_while_it_is_taken_ends_its_holder()
    {
        var holder = CannedProcess.Running();
        using var giveUp = new CancellationTokenSource();
        var taking = HostLease.TakeAsync(new CannedHost(_ => holder), "me", TimeSpan.FromMinutes(1), giveUp.Token);
        giveUp.Cancel();
        Assert.That(async () => await taking, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(holder.IsDisposed, Is.True);
    }
}
