using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Remote;

/// <summary>How a host is reached by ssh, whichever transport does it.</summary>
/// <param name="Id">Id of the host, for messages.</param>
/// <param name="Address">Name, address, or alias from the user's ssh configuration.</param>
public sealed record SshTarget(string Id, string Address)
{
    public string? User { get; init; }

    public int? Port { get; init; }

    public string? IdentityFile { get; init; }

    /// <summary>Environment variable of this machine that holds the passphrase of the key; null when there is none.</summary>
    public string? PassphraseVariable { get; init; }

    /// <summary>Configuration file of the client, for jump hosts too; null takes the user's and the system's.</summary>
    public string? ConfigFile { get; init; }

    public string? JumpHost { get; init; }

    /// <summary>Own known_hosts file; when set, the user's ssh configuration, agent and known hosts are left out.</summary>
    public string? KnownHostsFile { get; init; }

    public required string WorkDir { get; init; }

    /// <summary>Whether commands that need root go through <c>sudo -n</c>.</summary>
    public bool Sudo { get; init; }

    /// <summary>What carries the commands.</summary>
    public Transport Transport { get; init; } = Transport.Auto;

    /// <summary>How a configured host is reached, with the user's own ssh configuration behind it.</summary>
    public static SshTarget Of(SshHost host) =>
        new(host.Id, host.Host)
        {
            User = host.User,
            Port = host.Port,
            IdentityFile = host.IdentityFile,
            PassphraseVariable = host.PassphraseVariable,
            JumpHost = host.JumpHost,
            ConfigFile = host.SshConfig,
            WorkDir = host.WorkDir,
            Sudo = host.Sudo,
            Transport = host.Transport,
        };
}
