using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Remote;

/// <summary>An embedded lab with connections to its hosts, for the tests of one fixture.</summary>
internal sealed class RemoteLab : IAsyncDisposable
{
    private readonly EmbeddedLab _lab;
    private readonly List<OpenSshHost> _hosts = [];
    private readonly Dictionary<string, OpenSshHost> _shared = [];
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("pt-");

    private RemoteLab(EmbeddedLab lab) => _lab = lab;

    /// <summary>Raises the lab; ignores the tests, with the reason, where none can be.</summary>
    public static async Task<RemoteLab> RaiseAsync()
    {
        LabSsh.RequireLab();
        return new RemoteLab(await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None));
    }

    /// <summary>The connection to a host that the fixture's tests share.</summary>
    public OpenSshHost this[string name] => _shared.TryGetValue(name, out var host) ? host : _shared[name] = Connect(name);

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
        };
    }

    public OpenSshHost Connect(string name) => Connect(Target(name));

    public OpenSshHost Connect(SshTarget target)
    {
        var host = new OpenSshHost(target, _sockets.CreateSubdirectory($"{_hosts.Count}").FullName);
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
