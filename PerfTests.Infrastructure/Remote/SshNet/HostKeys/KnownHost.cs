namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>One line of a known_hosts file that names a host.</summary>
/// <param name="Marker">What the line says of the key.</param>
/// <param name="KeyType">As in <c>ssh-ed25519</c>.</param>
/// <param name="Key">The key, in SSH's own encoding.</param>
internal sealed record KnownHost(string File, int Line, KnownHostMarker Marker, string KeyType, byte[] Key)
{
    public bool Is(byte[] key) => Key.AsSpan().SequenceEqual(key);
}
