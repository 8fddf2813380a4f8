using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>Where ssh goes for a target, after its configuration files: an alias says little to ssh-keyscan.</summary>
/// <param name="KnownHostsFile">File in which a new key belongs.</param>
internal sealed record SshDestination(string Host, int Port, string KnownHostsFile, bool HasProxy)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The command that prints the host's keys; it does not go through a proxy.</summary>
    public string KeyScan => $"ssh-keyscan -p {Port} {ShellWord.Quote(Host)}";

    /// <summary>Asks <c>ssh -G</c>, which connects to nothing; what it does not tell is as the target has it.</summary>
    public static async Task<SshDestination> ResolveAsync(SshTarget target, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var ssh = LocalProcess.StartDetached("ssh", [.. target.Options(), "-G", "--", target.Address]);
        try
        {
            ssh.StandardInput.Close();
            return Parse(target, (await BoundedBytes.ReadAsync(ssh.StandardOutput.BaseStream, 1024 * 1024, limit.Token)).ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Parse(target, "");
        }
        finally
        {
            ssh.Kill(entireProcessTree: true);
            await ssh.WaitForExitAsync(CancellationToken.None);
        }
    }

    internal static SshDestination Parse(SshTarget target, string output)
    {
        var settings = output
            .Split('\n')
            .Select(line => line.Split(' ', 2))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);
        string? Setting(string name) => settings[name].FirstOrDefault(value => value.Length > 0 && value != "none");
        return new SshDestination(
            Setting("hostname") ?? target.Address,
            int.TryParse(Setting("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : target.Port ?? 22,
            Setting("userknownhostsfile")?.Split(' ')[0]
                ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".ssh", "known_hosts"),
            Setting("proxyjump") is not null || Setting("proxycommand") is not null
        );
    }
}
