namespace PerfTests.Infrastructure.Configuration;

/// <summary>One side of an environment: a host, the address that the load uses there, and its interface.</summary>
public sealed record Endpoint
{
    /// <summary>The host that <c>ssh_ref</c> names.</summary>
    public required SshHost Host { get; init; }

    /// <summary>Address that the load uses; empty for a tool host that has none.</summary>
    public required string TestIp { get; init; }

    /// <summary>
    /// Interface whose counters give the packet rate and which <c>{interface}</c> names; empty for a tool host that has none.
    /// </summary>
    public required string Interface { get; init; }

    /// <summary>Values for tool templates on this host, such as <c>PHY_INTERFACE</c>; they win over the defaults.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
