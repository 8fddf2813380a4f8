using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>Where hooks run: the session's hosts, further hosts that hooks name, and this machine.</summary>
internal sealed class HookHosts(SessionPlan plan, SessionHosts session, IHostSource source) : IAsyncDisposable
{
    private readonly Dictionary<string, IRemoteHost> _others = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();
    private readonly HostOpener _opener = new(source);

    /// <summary>Hosts that hooks name by id; those of the environments may be among them.</summary>
    public static IEnumerable<SshHost> Named(PerfConfig config) =>
        config
            .Hooks.Init.Concat(config.Hooks.Post)
            .Concat(config.Hooks.Custom)
            .Where(hook => !HookTarget.Words.Contains(hook.On))
            .Select(hook => config.Hosts[hook.On])
            .DistinctBy(host => host.Id);

    /// <exception cref="RemoteException">No such host belongs to the session.</exception>
    public IRemoteHost this[string id]
    {
        get
        {
            if (session.Find(id) is { } leased)
                return leased;
            lock (_opening)
            {
                if (_others.TryGetValue(id, out var open))
                    return open;
                return _others[id] = id == HookTarget.Controller ? new ControllerHost() : Open(id);
            }
        }
    }

    /// <summary>The hosts that a hook's <c>on</c> means in a scope, each once.</summary>
    public async Task<IReadOnlyList<HookPlace>> FindPlacesAsync(HookSpec hook, HookScope scope, CancellationToken cancellationToken)
    {
        if (!HookTarget.IsRole(hook.On))
            return [await PlaceAsync(hook.On, "", cancellationToken)];
        var ends = scope.Environments.SelectMany(environment =>
            hook.On switch
            {
                HookTarget.Server => (IEnumerable<Endpoint>)[environment.Server],
                HookTarget.Client => [environment.Client],
                HookTarget.ToolHost => environment.ToolEndpoints.Select(tool => tool.Endpoint),
                _ => environment.Endpoints,
            }
        );
        var distinct = ends.DistinctBy(end => end.Host.Id);
        return await Task.WhenAll(distinct.Select(end => PlaceAsync(end.Host.Id, end.Interface, cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _others.Values)
            await host.DisposeAsync();
        _opener.Dispose();
    }

    private async Task<HookPlace> PlaceAsync(string id, string interfaceName, CancellationToken cancellationToken)
    {
        var host = this[id];
        try
        {
            await host.ConnectAsync(cancellationToken);
        }
        catch (RemoteException)
        {
            // The hook's command fails for the same reason, and its record says so.
        }
        // Here a hook finds the scripts that lie beside hooks.yaml.
        return new HookPlace(host, id == HookTarget.Controller ? plan.Config.Folder : host.WorkDir, interfaceName);
    }

    private IRemoteHost Open(string id) =>
        _opener.Open(
            Named(plan.Config).FirstOrDefault(host => host.Id == id)
                ?? throw new RemoteException(
                    id,
                    "it is not a host of the session: neither an environment of the selected cases nor a hook of hooks.yaml names it"
                )
        );
}
