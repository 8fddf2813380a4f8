namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>Whether a host's key is the one that the known_hosts files have, as strictly as the OpenSSH client judges it.</summary>
/// <param name="host">Name that the user gave the host, or its HostKeyAlias.</param>
/// <param name="known">Lines that name the host with its port.</param>
/// <param name="knownWithoutPort">Lines that name it without; a key of these is accepted, as the OpenSSH client does.</param>
internal sealed class HostKeyCheck(
    string host,
    string name,
    IReadOnlyList<KnownHost> known,
    IReadOnlyList<KnownHost> knownWithoutPort,
    TimeProvider time
)
{
    private const string Failed = "Host key verification failed.";

    /// <param name="alias">Name under which the files have the host, whatever its port; null without one.</param>
    /// <exception cref="IOException">A file is there and cannot be read.</exception>
    public static HostKeyCheck For(string host, int port, string? alias, IReadOnlyList<string> files, TimeProvider time)
    {
        var name = alias ?? (port == 22 ? host : $"[{host}]:{port}");
        return new HostKeyCheck(
            alias ?? host,
            name,
            KnownHostsFile.Find(files, name),
            name == host ? [] : KnownHostsFile.Find(files, alias ?? host),
            time
        );
    }

    /// <summary>Types of keys in which the host is known: it is to be asked for these first.</summary>
    public IReadOnlyList<string> KnownTypes =>
        [.. known.Concat(knownWithoutPort).Where(line => line.Marker == KnownHostMarker.None).Select(line => line.KeyType).Distinct()];

    /// <summary>Whether a certificate may prove the host.</summary>
    public bool HasAuthority => known.Any(line => line.Marker == KnownHostMarker.CertificateAuthority);

    /// <summary>Why the key is refused, in the words of the OpenSSH client; null when it is the host's.</summary>
    public string? Refusal(PresentedKey presented)
    {
        var revoked = known
            .Concat(knownWithoutPort)
            .Any(line =>
                line.Marker == KnownHostMarker.Revoked
                && (line.Is(presented.Key) || (presented.Certificate is { } signed && line.Is(signed.AuthorityKey)))
            );
        if (revoked)
            return $"WARNING: REVOKED HOST KEY DETECTED! The {presented.ShortType} host key for {name} is marked as revoked.\n{Failed}";
        if (presented.Certificate is { } certificate && IsAuthority(certificate.AuthorityKey))
            return certificate.ProblemFor(host, time.GetUtcNow()) is { } problem ? $"{problem}\n{Failed}" : null;
        var keys = known.Where(line => line.Marker == KnownHostMarker.None).ToList();
        if (keys.Concat(knownWithoutPort.Where(line => line.Marker == KnownHostMarker.None)).Any(line => line.Is(presented.Key)))
            return null;
        return keys.Find(line => line.KeyType == presented.Type) is { } other
            ? $"WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\nOffending {presented.ShortType} key in {other.File}:{other.Line}\n"
                + $"Host key for {name} has changed and you have requested strict checking.\n{Failed}"
            : $"No {presented.ShortType} host key is known for {name} and you have requested strict checking.\n{Failed}";
    }

    private bool IsAuthority(byte[] key) => known.Any(line => line.Marker == KnownHostMarker.CertificateAuthority && line.Is(key));
}
