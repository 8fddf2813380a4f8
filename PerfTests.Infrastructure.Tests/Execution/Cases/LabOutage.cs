using System.Diagnostics;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>
/// What happens to a host of a lab: its connections break, its sshd ends and begins again, its management link goes down.
/// </summary>
internal sealed class LabOutage(EmbeddedLab lab, string host)
{
    private readonly LabHost _host = lab.Hosts[host];

    private string SshFolder => Path.Combine(Path.GetDirectoryName(_host.IdentityFile)!, host);

    private string SshConfig => Path.Combine(SshFolder, "sshd_config");

    /// <summary>Kills what serves the connections that are open; new ones are accepted.</summary>
    public async Task BreakConnectionsAsync()
    {
        foreach (var id in await SshdAsync(isListener: false))
            Kill(id);
    }

    public async Task EndSshdAsync()
    {
        foreach (var id in (await SshdAsync(isListener: true)).Concat(await SshdAsync(isListener: false)))
            Kill(id);
    }

    public Task BeginSshdAsync() =>
        LocalCommand.RunAsync(
            [
                "nsenter",
                $"--net=/run/netns/{_host.Namespace}",
                LocalCommand.Find("sshd")!,
                "-f",
                SshConfig,
                "-E",
                Path.Combine(SshFolder, "sshd.log"),
            ],
            CancellationToken.None
        );

    /// <summary>
    /// As after a restart of the machine: no connection and no process of before, and another boot id, which only what this sshd starts
    /// sees.
    /// </summary>
    public async Task RestartAsync()
    {
        await EndSshdAsync();
        var boot = Path.Combine(SshFolder, "boot_id");
        await File.WriteAllTextAsync(boot, $"{Guid.NewGuid()}\n");
        await LocalCommand.RunAsync(
            [
                "nsenter",
                $"--net=/run/netns/{_host.Namespace}",
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$1\" /proc/sys/kernel/random/boot_id && exec \"$2\" -f \"$3\" -E \"$4\"",
                "sh",
                boot,
                LocalCommand.Find("sshd")!,
                SshConfig,
                Path.Combine(SshFolder, "sshd.log"),
            ],
            CancellationToken.None
        );
    }

    public Task SetMtuAsync(int bytes) =>
        LocalCommand.RunAsync(["ip", "-n", _host.Namespace, "link", "set", "dev", "data0", "mtu", $"{bytes}"], CancellationToken.None);

    public Task SetLinkAsync(bool isUp) =>
        LocalCommand.RunAsync(["ip", "-n", _host.Namespace, "link", "set", "dev", "mgmt0", isUp ? "up" : "down"], CancellationToken.None);

    /// <summary>Processes that serve open connections.</summary>
    public async Task<IReadOnlyList<int>> SshdAsync(bool isListener)
    {
        var network = (
            await LocalCommand.RunAsync(
                ["nsenter", $"--net=/run/netns/{_host.Namespace}", "readlink", "/proc/self/ns/net"],
                CancellationToken.None
            )
        ).Trim();
        var listeners = LocalProcesses.With(SshConfig, network);
        return isListener ? listeners : [.. LocalProcesses.With("sshd", network).Except(listeners)];
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It ended with another one of them.
        }
    }
}
