namespace PerfTests.Infrastructure.Configuration;

/// <summary>One entry of <c>ssh-hosts.yaml</c>: how a machine is reached and where files go on it.</summary>
public sealed record SshHost
{
    /// <summary>Scheme of <see cref="Host"/> for a host of the embedded lab, as in <c>lab:system-server</c>.</summary>
    public const string LabScheme = "lab:";

    /// <summary>The key under <c>ssh_hosts</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name or address, an alias from <c>~/.ssh/config</c>, or <c>lab:NAME</c> for a host of the embedded lab.</summary>
    public required string Host { get; init; }

    /// <summary>Login name; null leaves it to the SSH client and its configuration.</summary>
    public string? User { get; init; }

    /// <summary>
    /// Folder on the host for deployed tools and scratch files. What is relative, or begins with <c>~/</c>, is below the login folder; in
    /// the
    /// lab it is below the lab host's own folder.
    /// </summary>
    public string WorkDir { get; init; } = "perftests";

    /// <summary>Port of the SSH server; null leaves it to the SSH client and its configuration.</summary>
    public int? Port { get; init; }

    /// <summary>Configuration file for the SSH client in place of the user's and the system's; null leaves these in place.</summary>
    public string? SshConfig { get; init; }

    /// <summary>Private key; null leaves the choice to the SSH client and its configuration.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>Environment variable of this machine that holds the passphrase of the private key; null when it has none.</summary>
    public string? PassphraseVariable { get; init; }

    /// <summary>What carries commands and files.</summary>
    public Transport Transport { get; init; } = Transport.Auto;

    /// <summary>Host to jump through, in the notation of ssh's ProxyJump.</summary>
    public string? JumpHost { get; init; }

    /// <summary>Whether commands that need root are run through <c>sudo -n</c>.</summary>
    public bool Sudo { get; init; }

    /// <summary>Interpreter that runs the tools whose <c>executable</c> is <c>python3</c> or <c>python</c>.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>How long a session waits for the host to come back when its connection was lost; 0 does not wait.</summary>
    public int ReconnectSeconds { get; init; } = 300;

    public bool IsLab => Host.StartsWith(LabScheme, StringComparison.Ordinal);

    /// <summary>Name of the lab host behind <c>lab:NAME</c>.</summary>
    public string LabName => Host[LabScheme.Length..];
}
