using System.Security.Cryptography;
using System.Text;

namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>A private folder for the sockets of connections, whose path ssh can use whatever TMPDIR is.</summary>
/// <remarks>
/// The path of a socket has at most 107 bytes, and ssh first makes it under a name that is 17 bytes longer. In the path of a control socket
/// ssh takes a percent sign for a variable, and scp would split it at a blank.
/// </remarks>
internal sealed class SocketFolder : IDisposable
{
    // Below it come /perftests-12345678/123456789012-1234 and ssh's own addition.
    private const int LongestParent = 107 - 19 - 18 - 17;
    private const string Standard = "/tmp";

    private readonly ScratchFolder _folder;

    /// <exception cref="IOException">No folder can be made there.</exception>
    public SocketFolder() => _folder = ScratchFolder.Create(ParentFor(TemporaryFolder.Path));

    /// <summary>Absolute path of the folder.</summary>
    public string Path => _folder.Path;

    internal static string ParentFor(string temporaryFolder) =>
        temporaryFolder.Length <= LongestParent
        && temporaryFolder.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-')
            ? temporaryFolder
            : Standard;

    /// <summary>Short name of a host's socket, however long the host's id is.</summary>
    public static string NameFor(string host, int number) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(host)))[..12]}-{number}";

    public void Dispose() => _folder.Dispose();
}
