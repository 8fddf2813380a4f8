using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

/// <summary>An sshd on loopback with settings that no host of the lab has. Disposing ends it and the connections to it.</summary>
internal sealed class TestSshd : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-sshd-");
    private readonly List<ShellHost> _hosts = [];
    private readonly int _port = FreePort();
    private readonly Transport _transport;
    private Process? _sshd;

    private TestSshd(Transport transport) => _transport = transport;

    public string Folder => _folder.FullName;

    public SshTarget Target =>
        new("one", "127.0.0.1")
        {
            User = "root",
            Port = _port,
            IdentityFile = Path.Combine(Folder, "id"),
            KnownHostsFile = Path.Combine(Folder, "known_hosts"),
            WorkDir = Path.Combine(Folder, "work"),
            Transport = _transport,
        };

    /// <summary>Ignores the tests, with the reason, where no lab can be.</summary>
    /// <param name="settings">Lines for its configuration.</param>
    public static Task<TestSshd> StartAsync(params string[] settings) => StartAsync(Transport.OpenSsh, settings);

    /// <inheritdoc cref="StartAsync(string[])"/>
    public static async Task<TestSshd> StartAsync(Transport transport, params string[] settings)
    {
        LabSsh.RequireLab();
        var started = new TestSshd(transport);
        try
        {
            await started.StartServerAsync(settings);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public ShellHost Connect(SshTarget? target = null)
    {
        target ??= Target;
        var sockets = Path.Combine(Folder, $"s{_hosts.Count}");
        var host = new ShellHost(target, TransportChoice.Make(target, () => Directory.CreateDirectory(sockets).FullName));
        _hosts.Add(host);
        return host;
    }

    /// <summary>The server's processes for connections, which are its children.</summary>
    public IReadOnlyList<int> Connections() => [.. LocalProcesses.With("sshd: root").Where(id => LocalProcesses.ParentOf(id) == _sshd!.Id)];

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        if (_sshd is not null)
        {
            _sshd.Kill(entireProcessTree: true);
            await _sshd.WaitForExitAsync();
            _sshd.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    private async Task StartServerAsync(string[] settings)
    {
        foreach (var name in (string[])["id", "host_key"])
            await LocalCommand.RunAsync(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(Folder, name)],
                CancellationToken.None
            );
        var hostKey = await File.ReadAllTextAsync(Path.Combine(Folder, "host_key.pub"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "known_hosts"), $"[127.0.0.1]:{_port} {hostKey}");
        Directory.CreateDirectory("/run/sshd");
        var file = Path.Combine(Folder, "sshd_config");
        await File.WriteAllTextAsync(
            file,
            $"""
            ListenAddress 127.0.0.1:{_port}
            HostKey {Folder}/host_key
            PidFile {Folder}/sshd.pid
            AuthorizedKeysFile {Folder}/id.pub
            StrictModes no
            AllowUsers root
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM {(SshServer.IsRootLocked("/etc/shadow") ? "yes" : "no")}
            UseDNS no
            {(settings.Any(line => line.StartsWith("KexAlgorithms", StringComparison.Ordinal)) ? "" : "KexAlgorithms ecdh-sha2-nistp256")}
            SetEnv SHLVL=1
            {string.Join('\n', settings)}

            """
        );
        _sshd = Process.Start(new ProcessStartInfo(LocalCommand.Find("sshd")!, ["-D", "-f", file, "-E", Path.Combine(Folder, "log")]))!;
        await LocalProcesses.WaitUntilAsync(() => File.Exists(Path.Combine(Folder, "sshd.pid")), "sshd listens");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
