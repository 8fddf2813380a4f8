using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.SshNet;
using PerfTests.Infrastructure.Remote.SshNet.Settings;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote;

/// <summary>Chooses what carries the commands of a target: SSH.NET wherever it can, else the OpenSSH client.</summary>
internal static class TransportChoice
{
    /// <param name="socketFolder">Folder for the sockets of the OpenSSH client, made when it is needed.</param>
    /// <exception cref="RemoteException">The ssh configuration of this machine cannot be read.</exception>
    public static IShellTransport Make(SshTarget target, Func<string> socketFolder) =>
        Make(target, SettingsResolution.OfThisMachine, socketFolder);

    internal static IShellTransport Make(SshTarget target, SettingsResolution resolution, Func<string> socketFolder)
    {
        if (target.Transport == Transport.OpenSsh)
            return new OpenSshTransport(target, socketFolder(), "transport: openssh");
        ClientSettings settings;
        IReadOnlyList<ClientSettings> hops;
        try
        {
            settings = resolution.Resolve(target);
            hops = Hops(target, settings, resolution);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RemoteException(target.Id, $"the ssh configuration cannot be read: {exception.Message}", exception);
        }
        var keys = PrivateKeys.Load(settings, target.PassphraseVariable);
        var hasAgent = target.KnownHostsFile is null && Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is { Length: > 0 };
        var reason = OpenSshReason(target, settings, hops, keys, hasAgent);
        if (reason is null || (target.Transport == Transport.SshNet && Beyond(settings, hops) is null))
            return new SshNetTransport(target, settings, keys);
        keys.Dispose();
        return target.Transport == Transport.SshNet
            ? throw new RemoteException(
                target.Id,
                $"SSH.NET cannot follow {Beyond(settings, hops) ?? reason}. Remedy: write transport: auto or openssh in ssh-hosts.yaml, or "
                    + "take that setting out"
            )
            : new OpenSshTransport(target, socketFolder(), reason);
    }

    /// <summary>Whether the OpenSSH client carries the commands of a target.</summary>
    public static async Task<bool> NeedsOpenSshAsync(SshTarget target)
    {
        try
        {
            await using var made = Make(target, () => "");
            return made is OpenSshTransport;
        }
        catch (RemoteException)
        {
            // Whoever opens the host learns what is wrong with its entry.
            return false;
        }
    }

    /// <summary>What SSH.NET cannot do for the target, in words; null when it can do all.</summary>
    /// <param name="hops">Where it jumps through.</param>
    internal static string? OpenSshReason(
        SshTarget target,
        ClientSettings settings,
        IReadOnlyList<ClientSettings> hops,
        PrivateKeys keys,
        bool hasAgent
    ) =>
        target.ConfigFile is not null ? "the entry has an ssh_config of its own"
        : Beyond(settings, hops) is { } beyond ? beyond
        : !hasAgent ? null
        : !settings.NamesIdentities ? "an agent may hold the key, and no identity_file names one"
        : hops.Any(hop => !hop.NamesIdentities) ? "an agent may hold the key of the jump host, and nothing names one"
        : keys.Problem is not null ? "an agent may hold the key, and the one that is named cannot be used without it"
        : null;

    private static string? Beyond(ClientSettings settings, IReadOnlyList<ClientSettings> hops) =>
        settings.Beyond
        ?? hops.Where(hop => hop.Beyond is not null).Select(hop => $"{hop.Beyond}, for the jump host {hop.HostName}").FirstOrDefault();

    private static IReadOnlyList<ClientSettings> Hops(SshTarget target, ClientSettings settings, SettingsResolution resolution)
    {
        try
        {
            return settings.ProxyJump is { } jump ? [.. JumpHop.Parse(jump).Select(hop => hop.SettingsFrom(target, resolution))] : [];
        }
        catch (FormatException)
        {
            // The connection says what is wrong with it.
            return [];
        }
    }
}
