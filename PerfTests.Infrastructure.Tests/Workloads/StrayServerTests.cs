using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Workloads;

/// <summary>A load must be served by the server that was started for it, and by nobody else.</summary>
[TestFixture]
internal sealed class StrayServerTests
{
    [Test]
    public async Task A_server_that_failed_after_the_check_means_that_another_one_served_the_load()
    {
        var server = CannedProcess.Running();
        await using var servers = Start(Host(_ => server), 5001);
        await ListenAsync(servers);
        server.End(1, "iperf3: error - unable to start listener for connections: Address already in use");
        Assert.That(
            async () => await servers.StopAsync(default),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("Address already in use")
        );
    }

    [Test]
    public async Task A_server_that_serves_once_and_ends_well_is_no_failure()
    {
        var server = CannedProcess.Running("one-off");
        await using var servers = Start(Host(_ => server), 5001);
        await ListenAsync(servers);
        server.End(0);
        Assert.That((await servers.StopAsync(default)).Single(), Is.EqualTo("one-off"u8.ToArray()));
    }

    [Test]
    public void When_one_server_cannot_start_the_others_are_ended()
    {
        var survivor = CannedProcess.Running();
        var host = Host(port => port == 5001 ? throw new RemoteException("canned", "no session is left") : survivor);
        Assert.That(
            async () =>
            {
                await using var servers = Start(host, 5001, 5002);
                await ListenAsync(servers);
            },
            Throws.TypeOf<RemoteException>()
        );
        Assert.That(survivor.IsDisposed, Is.True);
    }

    private static CannedHost Host(Func<int, CannedProcess> serverOf) =>
        new(command => command.Line.Contains("exec serve ", StringComparison.Ordinal) ? serverOf(int.Parse(command.Line[^4..])) : null);

    private static LoadServers Start(CannedHost host, params int[] ports) =>
        LoadServers.Start(host, [.. ports.Select(port => ($"serve {port}", port))], TimeSpan.FromMinutes(1), TimeProvider.System, default);

    private static Task<string> ListenAsync(LoadServers servers) =>
        servers.ListenAsync(_ => new RemoteCommand("probe"), TimeSpan.FromMinutes(1), default);
}
