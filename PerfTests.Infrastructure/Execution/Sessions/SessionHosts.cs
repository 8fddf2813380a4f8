using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>The hosts of one session: connected, leased to it alone, their facts known. Disposing gives them back.</summary>
internal sealed class SessionHosts : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, LeasedHost> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _facts = new(StringComparer.Ordinal);
    private readonly HostOpener _opener;

    private SessionHosts(HostOpener opener) => _opener = opener;

    public IRemoteHost this[SshHost host] => _hosts[host.Id].Host;

    /// <param name="cases">Cases that are going to run: their programs must be there.</param>
    /// <exception cref="RemoteException">A host cannot be reached, lacks a program, or another run measures there.</exception>
    public static async Task<SessionHosts> OpenAsync(
        IReadOnlyCollection<TestEnvironment> environments,
        IReadOnlyCollection<PerfCase> cases,
        IHostSource source,
        CancellationToken cancellationToken
    )
    {
        var hosts = new SessionHosts(new HostOpener(source));
        var endpoints = Endpoints(environments);
        try
        {
            var owner = $"process {System.Environment.ProcessId} on {System.Environment.MachineName}";
            // All hosts at once; taken together they are few enough to wait for every one, so that nothing is left half open.
            var taking = endpoints
                .Select(endpoint => endpoint.Host)
                .DistinctBy(host => host.Id)
                .Select(host => (Host: host, Connection: hosts._opener.Open(host)))
                // An entry that cannot be used is told before a host is asked for anything.
                .ToList()
                .Select(each => TryLeaseAsync(each.Connection, each.Host, owner, cancellationToken))
                .ToList();
            await Task.WhenAll(taking).ContinueWith(static _ => { }, TaskScheduler.Default);
            foreach (
                var leased in taking.Where(lease => lease.IsCompletedSuccessfully).Select(lease => lease.Result.Leased).OfType<LeasedHost>()
            )
                hosts._hosts.Add(leased.Host.Id, leased);
            var leases = await Task.WhenAll(taking);
            var failures = leases.Select(lease => lease.Failure).OfType<RemoteException>().ToList();
            if (failures.Count > 0)
                throw failures.Count == 1 ? failures[0] : RemoteException.Of(failures);
            await RequiredPrograms.RequireAsync(cases, host => hosts[host], cancellationToken);
            await hosts.ReadFactsAsync(environments, isKept: true, cancellationToken);
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>A host of the session by its id; null when it has none such.</summary>
    public IRemoteHost? Find(string id) => _hosts.GetValueOrDefault(id)?.Host;

    /// <summary>Reads the facts of the environments' hosts as they are now: a governor or an offload may have changed since.</summary>
    /// <param name="isKept">Whether they are the facts from now on; else they are only looked at.</param>
    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task ReadFactsAsync(IReadOnlyCollection<TestEnvironment> environments, bool isKept, CancellationToken cancellationToken)
    {
        var endpoints = Endpoints(environments);
        if (endpoints.Select(endpoint => _hosts[endpoint.Host.Id]).FirstOrDefault(host => host.Gone is not null) is { } gone)
            throw new RemoteException(gone.Host.Id, gone.Gone!);
        var facts = await Task.WhenAll(
            endpoints.Select(endpoint => HostFacts.ReadAsync(this[endpoint.Host], endpoint.Interface, cancellationToken))
        );
        foreach (var (endpoint, read) in isKept ? endpoints.Zip(facts) : [])
            _facts[Key(endpoint)] = read;
    }

    /// <exception cref="RemoteException">A lease of the environment's hosts was lost, so that another run may measure there at the same
    /// time.</exception>
    public void RequireLeases(TestEnvironment environment)
    {
        if (environment.Hosts.Select(host => _hosts[host.Id]).FirstOrDefault(host => !host.IsHeld) is { } lost)
            throw new RemoteException(lost.Host.Id, "the connection was lost, and the lease with it: another run may measure there");
    }

    /// <summary>
    /// Makes sure that the environment's hosts are ours; waits for those whose connection was lost, and leases them anew.
    /// </summary>
    /// <inheritdoc cref="LeasedHost.RegainAsync"/>
    /// <returns>The hosts that had been lost.</returns>
    public async Task<IReadOnlyList<HostReturn>> RegainAsync(
        TestEnvironment environment,
        bool mayBeLost,
        Action<string> tell,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await Task.WhenAll(environment.Hosts.Select(host => _hosts[host.Id].RegainAsync(mayBeLost, tell, cancellationToken)))
            ).OfType<HostReturn>(),
        ];

    /// <summary>Why nothing can be measured in an environment any more; null while something can.</summary>
    public string? GoneOf(TestEnvironment environment) =>
        environment.Hosts.Select(host => _hosts[host.Id].Gone).FirstOrDefault(gone => gone is not null);

    /// <inheritdoc cref="LeasedHost.GiveUp"/>
    public HostGoneException GiveUp(string id, string reason) => _hosts[id].GiveUp(reason);

    /// <summary>Facts of a host and of its test interface, for the fingerprint.</summary>
    public IReadOnlyDictionary<string, string> Facts(Endpoint endpoint) => _facts[Key(endpoint)];

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
        _opener.Dispose();
    }

    private static async Task<(LeasedHost? Leased, RemoteException? Failure)> TryLeaseAsync(
        IRemoteHost connection,
        SshHost host,
        string owner,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await connection.ConnectAsync(cancellationToken);
            var wait = TimeSpan.FromSeconds(host.ReconnectSeconds);
            return (await LeasedHost.TakeAsync(connection, owner, wait, PollInterval, TimeProvider.System, cancellationToken), null);
        }
        catch (RemoteException exception)
        {
            await connection.DisposeAsync();
            return (null, exception);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static List<Endpoint> Endpoints(IEnumerable<TestEnvironment> environments) =>
        [.. environments.SelectMany(environment => environment.Endpoints).DistinctBy(endpoint => (endpoint.Host.Id, endpoint.Interface))];

    private static string Key(Endpoint endpoint) => $"{endpoint.Host.Id} {endpoint.Interface}";
}
