using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

[TestFixture]
internal sealed class LeasedHostTests
{
    private static readonly TimeSpan Poll = TimeSpan.Zero;

    private readonly List<string> _told = [];
    private readonly FakeTimeProvider _time = new();
    private readonly Stack<CannedProcess> _holders = [];
    private string _machine = "m1";
    private string _boot = "b1";
    private string? _taker;
    private int _refusals;

    [SetUp]
    public void Begin()
    {
        _told.Clear();
        _holders.Clear();
        (_machine, _boot, _taker, _refusals) = ("m1", "b1", null, 0);
    }

    [Test]
    public async Task A_host_that_is_held_is_not_asked_anything()
    {
        await using var host = await TakeAsync();
        Assert.That(await RegainAsync(host), Is.Null);
        Assert.That(_told, Is.Empty);
    }

    [Test]
    public async Task A_host_that_is_back_is_leased_again_and_did_not_restart()
    {
        await using var host = await TakeAsync();
        Lose();
        _refusals = 3;
        var returned = await RegainAsync(host);
        Assert.Multiple(() =>
        {
            Assert.That((returned!.Host, returned.Restarted), Is.EqualTo(("canned", false)));
            Assert.That(host.IsHeld, Is.True);
            Assert.That(_told, Is.EqualTo(new[] { "host canned: the connection was lost; waiting up to 60 s for it to come back" }));
        });
        Assert.That(await RegainAsync(host), Is.Null);
    }

    [Test]
    public async Task A_host_on_another_boot_restarted_once()
    {
        await using var host = await TakeAsync();
        Lose();
        _boot = "b2";
        Assert.That((await RegainAsync(host))!.Restarted, Is.True);
        Lose();
        Assert.That((await RegainAsync(host))!.Restarted, Is.False);
    }

    [Test]
    public async Task A_host_that_does_not_come_back_is_given_up_once_and_for_all()
    {
        await using var host = await TakeAsync();
        Lose();
        _refusals = int.MaxValue;
        var gone = await Assert.ThrowsAsync<HostGoneException>(() => RegainAsync(host));
        Assert.That(
            gone!.Message,
            Is.EqualTo("host canned: the connection was lost and it was not back within 60 s (reconnect_seconds): Connection refused")
        );
        _refusals = 0;
        Assert.That(() => RegainAsync(host), Throws.TypeOf<HostGoneException>().With.Message.EqualTo(gone.Message));
        Assert.That((host.IsHeld, host.Gone), Is.EqualTo((false, gone.Message)));
        Assert.That(_told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_host_that_another_controller_leased_meanwhile_is_left_to_it_at_once()
    {
        await using var host = await TakeAsync();
        Lose();
        _taker = "process 7 on elsewhere";
        Assert.That(
            () => RegainAsync(host),
            Throws
                .TypeOf<HostGoneException>()
                .With.Message.EqualTo(
                    "host canned: the connection was lost, and when it was back another run measures there (process 7 on elsewhere); "
                        + "wait for it to end"
                )
        );
    }

    [Test]
    public async Task Another_machine_at_the_same_address_is_not_measured_in_its_place()
    {
        await using var host = await TakeAsync();
        Lose();
        _machine = "m2";
        Assert.That(
            () => RegainAsync(host),
            Throws.TypeOf<HostGoneException>().With.Message.Contains("another machine answers in its place")
        );
    }

    [Test]
    public async Task A_connection_that_died_unnoticed_is_found_when_something_went_wrong()
    {
        await using var host = await TakeAsync();
        _refusals = 1;
        Assert.That(await RegainAsync(host), Is.Null);
        Assert.That(await host.RegainAsync(mayBeLost: true, _told.Add, default), Is.Not.Null);
    }

    private Task<LeasedHost> TakeAsync() =>
        LeasedHost.TakeAsync(new CannedHost(Answer), "me", TimeSpan.FromSeconds(60), Poll, _time, default);

    private Task<HostReturn?> RegainAsync(LeasedHost host) => host.RegainAsync(mayBeLost: false, _told.Add, default);

    private void Lose() => _holders.Peek().End(0);

    private CannedProcess? Answer(RemoteCommand command)
    {
        if (command.Line == "true" && _refusals-- > 0)
        {
            _time.Advance(TimeSpan.FromSeconds(7));
            throw new RemoteException("canned", "Connection refused");
        }
        if (command.Line.Contains("machine-id", StringComparison.Ordinal))
            return CannedProcess.Ended(0, output: $"machine={_machine}\nboot={_boot} 7\n");
        if (!command.Line.Contains("flock", StringComparison.Ordinal))
            return null;
        if (_taker is { } other)
            return CannedProcess.Ended(75, other);
        _holders.Push(CannedProcess.Running("held"));
        return _holders.Peek();
    }
}
