using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>Which of its keys a host is asked for: those first in which it is known.</summary>
internal static class HostKeyOrder
{
    private const string CertificateSuffix = "-cert-v01@openssh.com";

    // Signatures over SHA-1, of a host or of whoever signed its certificate, are no proof any more: the OpenSSH client refuses them too.
    private static readonly string[] Broken = ["ssh-rsa", "ssh-dss"];

    public static void Apply(ConnectionInfo info, HostKeyCheck check)
    {
        var algorithms = info.HostKeyAlgorithms;
        foreach (var name in Broken)
        {
            algorithms.Remove(name, out _);
            algorithms.Remove(name + CertificateSuffix, out _);
        }
        // A certificate that nobody here trusts proves nothing; the plain key may be known.
        foreach (var name in algorithms.Keys.Where(name => IsCertificate(name) && !check.HasAuthority).ToList())
            algorithms.Remove(name, out _);
        var known = algorithms.Keys.Where(name => !IsCertificate(name) && check.KnownTypes.Contains(PresentedKey.TypeOf(name))).ToList();
        var first = algorithms.Keys.TakeWhile(IsCertificate).Count();
        for (var i = 0; i < known.Count; i++)
            algorithms.SetPosition(known[i], first + i);
    }

    public static PresentedKey Read(HostKeyEventArgs presented)
    {
        if (presented.Certificate is not { } certificate)
            return new PresentedKey(PresentedKey.TypeOf(presented.HostKeyName), presented.HostKey);
        var type = PresentedKey.TypeOf(certificate.Name);
        return new PresentedKey(type, new KeyHostAlgorithm(type, certificate.Key).Data)
        {
            Certificate = new HostCertificate
            {
                AuthorityKey = certificate.CertificateAuthorityKey,
                IsForHosts = certificate.Type == Certificate.CertificateType.Host,
                Principals = [.. certificate.ValidPrincipals],
                ValidAfter = certificate.ValidAfter,
                ValidBefore = certificate.ValidBefore,
                HasCriticalOptions = certificate.CriticalOptions.Count > 0,
            },
        };
    }

    private static bool IsCertificate(string algorithm) => algorithm.EndsWith(CertificateSuffix, StringComparison.Ordinal);
}
