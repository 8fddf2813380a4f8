using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Workloads;

[TestFixture]
internal sealed class KeptServersTests
{
    private static readonly TimeSpan LoadLimit = TimeSpan.FromHours(2);

    private readonly List<CannedProcess> _started = [];
    private readonly FakeTimeProvider _time = new();

    [SetUp]
    public void Forget() => _started.Clear();

    [Test]
    public async Task Servers_that_may_stay_serve_the_next_load_and_end_when_disposed()
    {
        var host = Host();
        await using (var kept = new KeptServers(_time))
        {
            await LoadAsync(kept, host, stay: true);
            await LoadAsync(kept, host, stay: true);
            Assert.That(_started, Has.Count.EqualTo(1));
        }
        Assert.That(_started.Single().IsDisposed, Is.True);
    }

    [Test]
    public async Task Servers_of_a_program_that_tells_of_each_load_are_new_for_each()
    {
        var host = Host();
        await using var kept = new KeptServers(_time);
        await LoadAsync(kept, host, stay: false);
        await LoadAsync(kept, host, stay: false);
        Assert.That(_started, Has.Count.EqualTo(2));
        Assert.That(_started, Has.All.Property(nameof(CannedProcess.IsDisposed)).True);
    }

    [Test]
    public async Task A_server_that_ended_in_between_is_replaced()
    {
        var host = Host();
        await using var kept = new KeptServers(_time);
        await LoadAsync(kept, host, stay: true);
        _started[0].End(0);
        await LoadAsync(kept, host, stay: true);
        Assert.That(_started, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_server_that_failed_during_a_load_fails_the_load()
    {
        await using var kept = new KeptServers(_time);
        await TakeAsync(kept, Host(), 5001);
        _started[0].End(1, "Address already in use");
        Assert.That(
            async () => await kept.ReleaseAsync(stay: true, default),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("Address already in use")
        );
    }

    [Test]
    public async Task Another_load_or_another_host_has_servers_of_its_own()
    {
        await using var kept = new KeptServers(_time);
        await TakeAsync(kept, Host(), 5001);
        await TakeAsync(kept, Host(), 5001);
        await TakeAsync(kept, Host(), 5002);
        Assert.That(_started, Has.Count.EqualTo(3));
        Assert.That(_started[..2], Has.All.Property(nameof(CannedProcess.IsDisposed)).True);
    }

    [Test]
    public async Task Servers_that_could_end_during_the_next_load_are_replaced()
    {
        var host = Host();
        await using var kept = new KeptServers(_time);
        await LoadAsync(kept, host, stay: true);
        _time.Advance(LoadLimit);
        await LoadAsync(kept, host, stay: true);
        Assert.That(_started, Has.Count.EqualTo(2));
    }

    private static async Task LoadAsync(KeptServers kept, CannedHost host, bool stay)
    {
        await TakeAsync(kept, host, 5001);
        await kept.ReleaseAsync(stay, default);
    }

    private static async Task TakeAsync(KeptServers kept, CannedHost host, int port)
    {
        var servers = await kept.TakeAsync(host, [($"serve {port}", port)], LoadLimit, default);
        await servers.ListenAsync(_ => new RemoteCommand("probe"), TimeSpan.FromMinutes(1), default);
    }

    private CannedHost Host() =>
        new(command =>
        {
            if (!command.Line.Contains("exec serve ", StringComparison.Ordinal))
                return null;
            var server = CannedProcess.Running();
            _started.Add(server);
            return server;
        });
}
