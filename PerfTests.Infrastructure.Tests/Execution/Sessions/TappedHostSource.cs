using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

/// <summary>The lab as a session raises it, with connections of the test's own to its hosts.</summary>
internal sealed class TappedHostSource : IHostSource
{
    private readonly LabHostSource _lab = new();
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("pt-");
    private readonly Dictionary<string, ShellHost> _hosts = [];

    public ShellHost this[string id] => _hosts[id];

    public Task PrepareAsync(IReadOnlyList<SshHost> hosts, CancellationToken cancellationToken) =>
        _lab.PrepareAsync(hosts, cancellationToken);

    public SshTarget Target(SshHost host)
    {
        var target = _lab.Target(host);
        _hosts[host.Id] = new ShellHost(target, TransportChoice.Make(target, () => _sockets.FullName));
        return target;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
        _hosts.Clear();
        await _lab.DisposeAsync();
        // A session disposes its source, and so does whoever made it.
        _sockets.Refresh();
        if (_sockets.Exists)
            _sockets.Delete(recursive: true);
    }
}
