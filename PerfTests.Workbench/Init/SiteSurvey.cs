using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Workbench.Init;

/// <summary>The hosts of a new site, reached and asked. Disposing closes the connections; nothing stays on the hosts.</summary>
internal sealed class SiteSurvey : IAsyncDisposable
{
    // ssh itself gives up on a silent address after 10 s; the rest is for a log-in on a slow host.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);

    private readonly List<IRemoteHost> _connections;
    private readonly HostOpener _opener;

    private SiteSurvey(List<IRemoteHost> connections, HostOpener opener) => (_connections, _opener) = (connections, opener);

    /// <summary>Server, client and, when there is one, the host that runs the tools.</summary>
    public IReadOnlyList<SurveyedHost> Hosts { get; private set; } = [];

    public SurveyedHost Server => Hosts[0];

    public SurveyedHost Client => Hosts[1];

    public SurveyedHost? ToolHost => Hosts.Count > 2 ? Hosts[2] : null;

    /// <summary>The host on which tools will run.</summary>
    public SurveyedHost RunsTools => ToolHost ?? Server;

    /// <param name="hosts">Server, client and perhaps a tool host; the source has prepared them.</param>
    /// <exception cref="RemoteException">Hosts that cannot be reached or asked, each with its remedy.</exception>
    public static async Task<SiteSurvey> OpenAsync(IReadOnlyList<SshHost> hosts, IHostSource source, CancellationToken cancellationToken)
    {
        var opener = new HostOpener(source);
        var survey = new SiteSurvey([.. hosts.Select(opener.Open)], opener);
        try
        {
            HostPart[] parts = [HostPart.Server(runsTools: hosts.Count == 2), HostPart.Client, HostPart.ToolHost];
            var asked = await Task.WhenAll(
                hosts
                    .Zip(parts, survey._connections)
                    .Select(host => AskAsync(host.First, host.Second, host.Third, source.Target(host.First), cancellationToken))
            );
            // All of them at once: whoever mends one host wants to know of the other.
            var failures = asked.Select(answer => answer.Failure).OfType<RemoteException>().ToList();
            if (failures.Count > 0)
                throw failures.Count == 1 ? failures[0] : RemoteException.Of(failures);
            survey.Hosts = await SharedFolders.TellApartAsync([.. asked.Select(answer => answer.Host!)], cancellationToken);
            return survey;
        }
        catch
        {
            await survey.DisposeAsync();
            throw;
        }
    }

    /// <summary>The ways for the load between server and client.</summary>
    /// <exception cref="RemoteException">There is none.</exception>
    public async Task<IReadOnlyList<TestPath>> FindPathsAsync(CancellationToken cancellationToken)
    {
        var paths = await TestPathSearch.FindAsync(Server, Client, cancellationToken);
        if (paths.Count > 0)
            return paths.Any(path => path.Answers) ? [.. paths.Where(path => path.Answers)] : paths;
        static string Known(SurveyedHost host) =>
            string.Join(
                ", ",
                host.Interfaces.Select(link =>
                    $"{link.Name} {(link.Addresses.Count == 0 ? "without address" : string.Join(' ', link.Addresses))}"
                )
            );
        var isSame = Server
            .Interfaces.SelectMany(link => link.Addresses)
            .Intersect(Client.Interfaces.SelectMany(link => link.Addresses))
            .Any();
        throw new RemoteException(
            Client.Host.Id,
            $"no route to an address of the server that answers come back by. Server: {Known(Server)}. Client: {Known(Client)}. Remedy: "
                + (
                    isSame
                        ? "name two machines: these two share an address"
                        : "give both an address in one network, or a route to each other, then try again"
                )
        );
    }

    /// <summary>All that a configuration set over this path is made of.</summary>
    /// <param name="measure">Whether a few seconds of load may be sent to learn what the path carries.</param>
    public async Task<Site> DescribeAsync(
        string environmentId,
        TestPath path,
        int durationSeconds,
        bool measure,
        CancellationToken cancellationToken
    )
    {
        var ports = SitePorts.Choose(Server, Client);
        return new Site(environmentId, Server, Client, path)
        {
            ToolHost = ToolHost,
            Bridge = ToolHost is null ? null : await BridgePorts.FindAsync(ToolHost.Connection, path, cancellationToken),
            LinkMegabitsPerSecond = await LinkSpeed.ReadAsync(path, Server, Client, cancellationToken),
            DurationSeconds = durationSeconds,
            Ports = ports,
            Carried = measure
                ? await RateProbe.MeasureAsync(Server, Client, path, ports.Iperf3, cancellationToken)
                : CarriedRates.NotMeasured("--no-load was given"),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _opener.Dispose();
    }

    private static async Task<(SurveyedHost? Host, RemoteException? Failure)> AskAsync(
        SshHost host,
        HostPart part,
        IRemoteHost connection,
        SshTarget target,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        try
        {
            await connection.ConnectAsync(limit.Token);
        }
        catch (RemoteException problem)
        {
            return (null, Unreachable.Explain(target, SshDestination.Of(target), problem.Details));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Unreachable.TooSlow(target, ConnectLimit));
        }
        try
        {
            return (await HostSurvey.AskAsync(host, part, connection, cancellationToken), null);
        }
        catch (RemoteException problem)
        {
            return (null, problem);
        }
    }
}
