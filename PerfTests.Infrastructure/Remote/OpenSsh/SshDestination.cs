using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.SshNet.Settings;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>Where ssh goes for a target, after its configuration files: an alias says little to ssh-keyscan.</summary>
/// <param name="KnownHostsFile">File in which a new key belongs.</param>
internal sealed record SshDestination(string Host, int Port, string KnownHostsFile, bool HasProxy)
{
    private const string UsualFile = "~/.ssh/known_hosts";

    /// <summary>The command that prints the host's keys; it does not go through a proxy.</summary>
    public string KeyScan => $"ssh-keyscan -p {Port} {ShellWord.Quote(Host)}";

    public static SshDestination Of(SshTarget target) => Of(target, SettingsResolution.OfThisMachine);

    internal static SshDestination Of(SshTarget target, SettingsResolution resolution)
    {
        try
        {
            var settings = resolution.Resolve(target);
            return new SshDestination(
                settings.HostName,
                settings.Port,
                settings.KnownHostsFiles is [var first, ..] ? first : UsualFile,
                settings.ProxyJump is not null || settings.Beyond?.StartsWith("proxycommand ", StringComparison.Ordinal) == true
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is told where the host is opened; here the target itself has to do.
            return new SshDestination(target.Address, target.Port ?? 22, UsualFile, target.JumpHost is not null);
        }
    }
}
