namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>What a certificate says of a host's key; its signature has been checked.</summary>
internal sealed record HostCertificate
{
    /// <summary>The key that signed it, in SSH's own encoding.</summary>
    public required byte[] AuthorityKey { get; init; }

    public required bool IsForHosts { get; init; }

    /// <summary>Names of hosts that it is for.</summary>
    public required IReadOnlyList<string> Principals { get; init; }

    public required DateTimeOffset ValidAfter { get; init; }

    public required DateTimeOffset ValidBefore { get; init; }

    public required bool HasCriticalOptions { get; init; }

    /// <summary>Why it does not hold for a host now; null when it does.</summary>
    /// <remarks>A certificate for every host, which lists none, is not taken.</remarks>
    public string? ProblemFor(string host, DateTimeOffset now) =>
        !IsForHosts ? "Certificate invalid: not a host certificate"
        : HasCriticalOptions ? "Certificate invalid: contains unsupported critical options"
        : now < ValidAfter ? "Certificate invalid: not yet valid"
        : now >= ValidBefore ? "Certificate invalid: expired"
        : !Principals.Contains(host, StringComparer.Ordinal) ? "Certificate invalid: name is not a listed principal"
        : null;
}
