using PerfTests.Infrastructure.Remote.SshNet.HostKeys;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.HostKeys;

[TestFixture]
internal sealed class HostKeyOrderTests
{
    [Test]
    public void Keys_by_which_the_host_is_known_come_first_and_certificates_are_left_out_where_nobody_is_trusted()
    {
        var order = OrderFor($"box {TestKey.Ecdsa(1).Text}");
        Assert.That(order[0], Is.EqualTo("ecdsa-sha2-nistp256"));
        Assert.That(order, Has.None.Contains("-cert-"));
        Assert.That(order, Does.Contain("ssh-ed25519"));
    }

    [Test]
    public void Certificates_come_first_where_an_authority_is_known() =>
        Assert.That(
            OrderFor($"box {TestKey.Ecdsa(1).Text}\n@cert-authority box {TestKey.Ed25519(1).Text}")
                .Select(name => name.Contains("-cert-", StringComparison.Ordinal)),
            Is.Ordered.Descending
        );

    [Test]
    public void Signatures_over_a_broken_hash_are_not_taken() =>
        Assert.That(
            OrderFor($"@cert-authority box {TestKey.Ed25519(1).Text}"),
            Has.None.StartsWith("ssh-rsa").And.None.StartsWith("ssh-dss")
        );

    [Test]
    public void A_key_is_the_same_bytes_whatever_byte_it_begins_with()
    {
        using var info = new Disposables();
        foreach (var first in (byte[])[0, 1, 127, 128, 255])
        {
            var blob = TestKey.Ed25519(7).Blob;
            blob[^32] = first;
            var algorithm = info.Connection.HostKeyAlgorithms["ssh-ed25519"](blob);
            Assert.That(HostKeyOrder.Read(new HostKeyEventArgs(algorithm)).Key, Is.EqualTo(blob), $"first byte {first}");
        }
    }

    private static List<string> OrderFor(string lines)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, lines);
            using var info = new Disposables();
            HostKeyOrder.Apply(info.Connection, HostKeyCheck.For("box", 22, null, [file], TimeProvider.System));
            return [.. info.Connection.HostKeyAlgorithms.Keys];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed class Disposables : IDisposable
    {
        private readonly NoneAuthenticationMethod _method = new("root");

        public Disposables() => Connection = new ConnectionInfo("box", "root", _method);

        public ConnectionInfo Connection { get; }

        public void Dispose() => _method.Dispose();
    }
}
