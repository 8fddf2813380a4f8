namespace PerfTests.Infrastructure.Remote.SshNet.Settings;

/// <summary>Where a target is and how to log in there, after the user's ssh configuration.</summary>
internal sealed record ClientSettings
{
    public required string HostName { get; init; }

    public int Port { get; init; } = 22;

    public required string User { get; init; }

    /// <summary>Private keys to try, absolute, in order; those that are not there are left out where nobody asked for them.</summary>
    public IReadOnlyList<string> IdentityFiles { get; init; } = [];

    /// <summary>Whether the entry or the configuration names the keys; else they are the default ones.</summary>
    public bool NamesIdentities { get; init; }

    public IReadOnlyList<string> KnownHostsFiles { get; init; } = [];

    /// <summary>Name under which known_hosts has the host; null for its own.</summary>
    public string? HostKeyAlias { get; init; }

    /// <summary>Hosts to jump through, in ssh's notation; null without any.</summary>
    public string? ProxyJump { get; init; }

    /// <summary>
    /// The first setting that only the OpenSSH client can follow, as in <c>ProxyCommand in ~/.ssh/config</c>; null without any.
    /// </summary>
    public string? Beyond { get; init; }
}
