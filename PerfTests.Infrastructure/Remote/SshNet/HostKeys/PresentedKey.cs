namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>The key that a host proved to have.</summary>
/// <param name="Type">As in <c>ssh-ed25519</c>, whatever algorithm signs with it.</param>
/// <param name="Key">In SSH's own encoding; of a certificate the plain key inside it.</param>
internal sealed record PresentedKey(string Type, byte[] Key)
{
    /// <summary>The certificate around it; null without one.</summary>
    public HostCertificate? Certificate { get; init; }

    /// <summary>As messages name it.</summary>
    public string ShortType => ShortOf(Type);

    /// <summary>A type as messages name it.</summary>
    public static string ShortOf(string type) =>
        type switch
        {
            "ssh-ed25519" => "ED25519",
            "ssh-rsa" => "RSA",
            _ when type.StartsWith("ecdsa-", StringComparison.Ordinal) => "ECDSA",
            _ => type,
        };

    /// <summary>The type of the keys that an algorithm of the key exchange signs with.</summary>
    public static string TypeOf(string algorithm)
    {
        var plain = algorithm.Replace("-cert-v01@openssh.com", "", StringComparison.Ordinal);
        return plain.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : plain;
    }
}
