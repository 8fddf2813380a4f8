using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Execution.Cases;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Remote;

/// <summary>An embedded lab with connections to its hosts, for the tests of one fixture.</summary>
internal sealed class RemoteLab : IAsyncDisposable
{
    private readonly EmbeddedLab _lab;
    private readonly List<ShellHost> _hosts = [];
    private readonly Dictionary<string, ShellHost> _shared = [];
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("pt-");

    private readonly Transport _transport;

    private RemoteLab(EmbeddedLab lab, Transport transport) => (_lab, _transport) = (lab, transport);

    /// <summary>Raises the lab; ignores the tests, with the reason, where none can be.</summary>
    public static async Task<RemoteLab> RaiseAsync(Transport transport = Transport.Auto)
    {
        LabSsh.RequireLab();
        return new RemoteLab(await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None), transport);
    }

    /// <summary>The connection to a host that the fixture's tests share.</summary>
    public ShellHost this[string name] => _shared.TryGetValue(name, out var host) ? host : _shared[name] = Connect(name);

    public LabOutage Outage(string name) => new(_lab, name);

    public SshTarget Target(string name)
    {
        var host = _lab.Hosts[name];
        return new SshTarget(name, host.Address)
        {
            User = "root",
            Port = host.Port,
            IdentityFile = host.IdentityFile,
            KnownHostsFile = host.KnownHostsFile,
            WorkDir = Path.Combine(host.Folder, "work"),
            Transport = _transport,
        };
    }

    public ShellHost Connect(string name) => Connect(Target(name));

    public ShellHost Connect(SshTarget target)
    {
        var host = new ShellHost(target, TransportChoice.Make(target, () => _sockets.CreateSubdirectory($"{_hosts.Count}").FullName));
        _hosts.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await _lab.DisposeAsync();
        _sockets.Delete(recursive: true);
    }
}
