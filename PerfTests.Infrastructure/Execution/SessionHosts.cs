using System.Globalization;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Doctor;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution;

/// <summary>The hosts of one session: connected, leased to it alone, their facts known. Disposing gives them back.</summary>
internal sealed class SessionHosts : IAsyncDisposable
{
    private static readonly TimeSpan LeaseLimit = TimeSpan.FromHours(24);

    private readonly Dictionary<string, IRemoteHost> _hosts = new(StringComparer.Ordinal);
    private readonly List<HostLease> _leases = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _facts = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("perftests-");

    private SessionHosts()
    {
    }

    public IRemoteHost this[SshHost host] => _hosts[host.Id];

    /// <param name="cases">Cases that are going to run: their programs must be there.</param>
    /// <exception cref="RemoteException">A host cannot be reached, lacks a program, or another run measures there.</exception>
    public static async Task<SessionHosts> OpenAsync(
        IReadOnlyCollection<TestEnvironment> environments, IReadOnlyCollection<PerfCase> cases, IHostSource source,
        CancellationToken cancellationToken)
    {
        var hosts = new SessionHosts();
        var endpoints = Endpoints(environments);
        try
        {
            var owner = string.Create(CultureInfo.InvariantCulture, $"process {System.Environment.ProcessId} on {System.Environment.MachineName}");
            foreach (var host in endpoints.Select(endpoint => endpoint.Host).DistinctBy(host => host.Id))
                hosts._hosts.Add(host.Id, new OpenSshHost(source.Target(host), hosts._sockets.FullName));
            // All hosts at once; taken together they are few enough to wait for every one, so that nothing is left half open.
            var leases = await Task.WhenAll(hosts._hosts.Values.Select(host => TryLeaseAsync(host, owner, cancellationToken)));
            hosts._leases.AddRange(leases.Select(lease => lease.Lease).OfType<HostLease>());
            var failures = leases.Select(lease => lease.Failure).OfType<RemoteException>().ToList();
            if (failures.Count > 0)
                throw failures.Count == 1 ? failures[0] : RemoteException.Of(failures);
            await RequiredPrograms.RequireAsync(cases, host => hosts[host], cancellationToken);
            await hosts.ReadFactsAsync(environments, cancellationToken);
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>A host of the session by its id; null when it has none such.</summary>
    public IRemoteHost? Find(string id) => _hosts.GetValueOrDefault(id);

    /// <summary>Reads the facts of the environments' hosts as they are now: a governor or an offload may have changed since.</summary>
    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task ReadFactsAsync(IReadOnlyCollection<TestEnvironment> environments, CancellationToken cancellationToken)
    {
        var endpoints = Endpoints(environments);
        var facts = await Task.WhenAll(endpoints.Select(endpoint => HostFacts.ReadAsync(this[endpoint.Host], endpoint.Interface, cancellationToken)));
        foreach (var (endpoint, read) in endpoints.Zip(facts))
            _facts[Key(endpoint)] = read;
    }

    /// <exception cref="RemoteException">A host's lease was lost, so that another run may measure there at the same time.</exception>
    public void RequireLeases()
    {
        if (_leases.Find(lease => !lease.IsHeld) is { } lost)
            throw new RemoteException(lost.Host, "the lease was lost, with the connection or after a day: another run may measure there; start anew");
    }

    /// <summary>Facts of a host and of its test interface, for the fingerprint.</summary>
    public IReadOnlyDictionary<string, string> Facts(Endpoint endpoint) => _facts[Key(endpoint)];

    public async ValueTask DisposeAsync()
    {
        foreach (var lease in _leases)
            await lease.DisposeAsync();
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
        _sockets.Delete(recursive: true);
    }

    private static async Task<(HostLease? Lease, RemoteException? Failure)> TryLeaseAsync(
        IRemoteHost host, string owner, CancellationToken cancellationToken)
    {
        try
        {
            await host.ConnectAsync(cancellationToken);
            return (await HostLease.TakeAsync(host, owner, LeaseLimit, cancellationToken), null);
        }
        catch (RemoteException exception)
        {
            return (null, exception);
        }
    }

    private static List<Endpoint> Endpoints(IEnumerable<TestEnvironment> environments) =>
    [
        .. environments.SelectMany(environment => environment.Endpoints)
            .DistinctBy(endpoint => (endpoint.Host.Id, endpoint.Interface)),
    ];

    private static string Key(Endpoint endpoint) => $"{endpoint.Host.Id} {endpoint.Interface}";
}
