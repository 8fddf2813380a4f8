using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

/// <summary>Keys and certificates that ssh-keygen makes. Disposing removes them.</summary>
internal sealed class TestKeys : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-keys-");

    public string Folder => _folder.FullName;

    /// <summary>The private key's file; the public one is beside it.</summary>
    public async Task<string> MakeAsync(string name, string type, string passphrase = "", params string[] arguments)
    {
        var file = Path.Combine(Folder, name);
        await LocalCommand.RunAsync(
            ["ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", .. arguments, "-f", file],
            CancellationToken.None
        );
        return file;
    }

    /// <summary>Signs a public key; the certificate is <c>KEY-cert.pub</c>.</summary>
    public static async Task<string> SignAsync(string authority, string key, params string[] arguments)
    {
        await LocalCommand.RunAsync(
            ["ssh-keygen", "-q", "-s", authority, "-I", "test", .. arguments, $"{key}.pub"],
            CancellationToken.None
        );
        return $"{key}-cert.pub";
    }

    /// <summary>Type and key as known_hosts has them.</summary>
    public static string Public(string key) => string.Join(' ', File.ReadAllText($"{key}.pub").Split(' ')[..2]);

    public void Dispose() => _folder.Delete(recursive: true);
}
