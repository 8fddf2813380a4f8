namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>Whether a host's key is the one that the known_hosts files have, as strictly as the OpenSSH client judges it.</summary>
/// <param name="host">Name of the host in lower case, or its HostKeyAlias as it is written.</param>
/// <param name="known">Lines that name the host with its port.</param>
/// <param name="knownWithoutPort">
/// Lines that name it without; their keys count where no line has a key for it with the port, as for the OpenSSH client.
/// </param>
internal sealed class HostKeyCheck(
    string host,
    string name,
    IReadOnlyList<KnownHost> known,
    IReadOnlyList<KnownHost> knownWithoutPort,
    TimeProvider time
)
{
    private const string Failed = "Host key verification failed.";
    private const string NoCertificate = "";

    /// <param name="alias">Name under which the files have the host, whatever its port; null without one.</param>
    /// <exception cref="IOException">A file is there and cannot be read.</exception>
    public static HostKeyCheck For(string host, int port, string? alias, IReadOnlyList<string> files, TimeProvider time)
    {
        var lower = host.ToLowerInvariant();
        var name = alias ?? (port == 22 ? lower : $"[{lower}]:{port}");
        return new HostKeyCheck(
            alias ?? lower,
            name,
            KnownHostsFile.Find(files, name),
            alias is not null || port == 22 ? [] : KnownHostsFile.Find(files, lower),
            time
        );
    }

    /// <summary>Types of keys in which the host is known: it is to be asked for these first.</summary>
    public IReadOnlyList<string> KnownTypes =>
        [.. (Keys(known) is { Count: > 0 } keys ? keys : Keys(knownWithoutPort)).Select(line => line.KeyType).Distinct()];

    /// <summary>Whether a certificate may prove the host.</summary>
    public bool HasAuthority => known.Concat(knownWithoutPort).Any(line => line.Marker == KnownHostMarker.CertificateAuthority);

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
        var problem =
            presented.Certificate is { } certificate && IsAuthority(certificate.AuthorityKey)
                ? certificate.ProblemFor(host, time.GetUtcNow())
                : NoCertificate;
        if (problem is null)
            return null;
        // The key inside a certificate that does not hold may be known as it is.
        var keys = Keys(known);
        if ((keys.Count > 0 ? keys : Keys(knownWithoutPort)).Any(line => line.Is(presented.Key)))
            return null;
        if (problem.Length > 0)
            return $"{problem}\n{Failed}";
        // A known key of another type counts as changed too: whoever stands between could offer a type of which nothing is known.
        return (keys.Find(line => line.KeyType == presented.Type) ?? keys.LastOrDefault()) is { } other
            ? $"WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\nOffending {PresentedKey.ShortOf(other.KeyType)} key in "
                + $"{other.File}:{other.Line}\n"
                + $"Host key for {name} has changed and you have requested strict checking.\n{Failed}"
            : $"No {presented.ShortType} host key is known for {name} and you have requested strict checking.\n{Failed}";
    }

    private static List<KnownHost> Keys(IEnumerable<KnownHost> lines) => [.. lines.Where(line => line.Marker == KnownHostMarker.None)];

    private bool IsAuthority(byte[] key) =>
        known.Concat(knownWithoutPort).Any(line => line.Marker == KnownHostMarker.CertificateAuthority && line.Is(key));
}
