using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Discovery;

/// <summary>
/// Hosts that are scanned or get tools: connected, and leased so that no measurement is disturbed. Disposing gives them back.
/// </summary>
internal sealed class ScanHosts : IAsyncDisposable
{
    private static readonly TimeSpan LeaseLimit = TimeSpan.FromHours(1);

    private readonly IHostSource _source;
    private readonly List<IRemoteHost> _hosts = [];
    private readonly List<HostLease> _leases = [];
    private readonly HostOpener _opener;

    private ScanHosts(IHostSource source) => (_source, _opener) = (source, new HostOpener(source));

    /// <summary>The hosts in the order in which they were named.</summary>
    public IReadOnlyList<IRemoteHost> All => _hosts;

    /// <param name="ids">Ids of ssh-hosts.yaml.</param>
    /// <param name="source">Where hosts come from; disposed with the result, and when opening fails.</param>
    /// <exception cref="ConfigurationException">There is no host of that id.</exception>
    /// <exception cref="RemoteException">A host cannot be reached, or another run measures there.</exception>
    public static async Task<ScanHosts> OpenAsync(
        PerfConfig config,
        IReadOnlyList<string> ids,
        IHostSource source,
        CancellationToken cancellationToken
    )
    {
        var opened = new ScanHosts(source);
        try
        {
            var chosen = ids.Distinct()
                .Select(id => config.Hosts.TryGetValue(id, out var host) ? host : throw Unknown(id, config))
                .ToList();
            await source.PrepareAsync(chosen, cancellationToken);
            var owner = $"process {System.Environment.ProcessId} on {System.Environment.MachineName}, a scan";
            foreach (var host in chosen)
            {
                opened._hosts.Add(opened._opener.Open(host));
                await opened._hosts[^1].ConnectAsync(cancellationToken);
                opened._leases.Add(await HostLease.TakeAsync(opened._hosts[^1], owner, LeaseLimit, cancellationToken));
            }
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var lease in _leases)
                await lease.DisposeAsync();
            foreach (var host in _hosts)
                await host.DisposeAsync();
            _opener.Dispose();
        }
        finally
        {
            await _source.DisposeAsync();
        }
    }

    private static ConfigurationException Unknown(string id, PerfConfig config) =>
        new([new ConfigurationError("ssh-hosts.yaml", 0, $"there is no host '{id}'", $"Known: {string.Join(", ", config.Hosts.Keys)}.")]);
}
