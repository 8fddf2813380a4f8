namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>What a line of a known_hosts file says of its key.</summary>
internal enum KnownHostMarker
{
    /// <summary>It is the host's key.</summary>
    None,

    /// <summary><c>@cert-authority</c>: it signs the keys of hosts.</summary>
    CertificateAuthority,

    /// <summary><c>@revoked</c>: it must never be accepted.</summary>
    Revoked,
}
