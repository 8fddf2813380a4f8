using PerfTests.Infrastructure.Remote.SshNet.Settings;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>The private keys of a target that can be used without asking anybody. Disposing forgets them.</summary>
internal sealed class PrivateKeys : IDisposable
{
    private PrivateKeys(IReadOnlyList<PrivateKeyFile> files, string? problem) => (Files, Problem) = (files, problem);

    public IReadOnlyList<PrivateKeyFile> Files { get; }

    /// <summary>Why a key that was asked for cannot be used, with the remedy; null when all can.</summary>
    public string? Problem { get; }

    /// <param name="passphraseVariable">Environment variable that holds the passphrase; null without one.</param>
    public static PrivateKeys Load(ClientSettings settings, string? passphraseVariable)
    {
        var passphrase = passphraseVariable is null ? null : Environment.GetEnvironmentVariable(passphraseVariable);
        var files = new List<PrivateKeyFile>();
        string? problem = null;
        foreach (var path in settings.IdentityFiles)
        {
            try
            {
                var certificate = $"{path}-cert.pub";
                files.Add(
                    File.Exists(certificate) ? new PrivateKeyFile(path, passphrase, certificate) : new PrivateKeyFile(path, passphrase)
                );
            }
            // A wrong passphrase can decrypt to anything, so the parser of the key can throw anything.
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                problem ??= Explain(path, exception, passphraseVariable, passphrase);
            }
        }
        // Of the default keys any one will do.
        return new PrivateKeys(files, settings.NamesIdentities || files.Count == 0 ? problem : null);
    }

    public void Dispose()
    {
        foreach (var file in Files)
            file.Dispose();
    }

    private static string Explain(string path, Exception exception, string? variable, string? passphrase) =>
        exception switch
        {
            FileNotFoundException or DirectoryNotFoundException =>
                $"identity_file {path} does not exist on this machine. Remedy: put the key there, or correct identity_file in "
                    + "ssh-hosts.yaml",
            SshPassPhraseNullOrEmptyException when variable is not null =>
                $"the key {path} needs a passphrase, and the environment variable {variable} is not set. Remedy: set it",
            SshPassPhraseNullOrEmptyException =>
                $"the key {path} needs a passphrase. Remedy: name the environment variable that holds it (passphrase_env in "
                    + "ssh-hosts.yaml), or load the key into the agent and write transport: openssh",
            _ when passphrase is not null && exception is not (IOException or UnauthorizedAccessException or NotSupportedException) =>
                $"the key {path} cannot be opened: {OneLine.Of(exception.Message, 200)}. Remedy: check the passphrase in {variable}",
            _ => $"the key {path} cannot be used: {OneLine.Of(exception.Message, 200)}. Remedy: name another key (identity_file in "
                + "ssh-hosts.yaml), or write transport: openssh",
        };
}
