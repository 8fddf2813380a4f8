using System.Buffers.Binary;
using System.Text;
using PerfTests.Infrastructure.Remote.SshNet.HostKeys;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.HostKeys;

/// <summary>A key of a host whose private half nobody needs.</summary>
internal sealed record TestKey(string Type, byte Content)
{
    public byte[] Blob
    {
        get
        {
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, Type.Length);
            return [.. length, .. Encoding.ASCII.GetBytes(Type), 0, 0, 0, 32, .. Enumerable.Repeat(Content, 32)];
        }
    }

    /// <summary>Type and key as a line of known_hosts has them.</summary>
    public string Text => $"{Type} {Convert.ToBase64String(Blob)}";

    public PresentedKey Presented => new(Type, Blob);

    public static TestKey Ed25519(byte content) => new("ssh-ed25519", content);

    public static TestKey Ecdsa(byte content) => new("ecdsa-sha2-nistp256", content);
}
