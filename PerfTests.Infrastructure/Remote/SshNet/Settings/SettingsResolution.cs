using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Remote.SshNet.Settings;

/// <summary>Joins a target with the user's and the system's ssh configuration; the target's own values come first.</summary>
/// <param name="home">The user's home folder.</param>
/// <param name="systemFolder">Folder of the system's configuration.</param>
internal sealed class SettingsResolution(string home, string systemFolder)
{
    private static readonly string[] DefaultKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

    // What changes nothing about which host is reached, as whom, or whom it may be; what a session needs of these is set by ourselves.
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal)
    {
        "addkeystoagent",
        "batchmode",
        "compression",
        "connectionattempts",
        "connecttimeout",
        "controlmaster",
        "controlpath",
        "controlpersist",
        "dynamicforward",
        "enableescapecommandline",
        "escapechar",
        "exitonforwardfailure",
        "fingerprinthash",
        "forwardagent",
        "forwardx11",
        "forwardx11timeout",
        "forwardx11trusted",
        "gssapiauthentication",
        "gssapidelegatecredentials",
        "hashknownhosts",
        "identitiesonly",
        "ipqos",
        "kbdinteractiveauthentication",
        "localforward",
        "loglevel",
        "nohostauthenticationforlocalhost",
        "numberofpasswordprompts",
        "passwordauthentication",
        "permitlocalcommand",
        "preferredauthentications",
        "pubkeyauthentication",
        "remotecommand",
        "remoteforward",
        "requesttty",
        "sendenv",
        "serveralivecountmax",
        "serveraliveinterval",
        "setenv",
        "stricthostkeychecking",
        "tcpkeepalive",
        "updatehostkeys",
        "usekeychain",
        "ignoreunknown",
        "visualhostkey",
        "xauthlocation",
    };

    // With these values they switch off what the OpenSSH client could do.
    private static readonly HashSet<string> HarmlessWhenOff = new(StringComparer.Ordinal)
    {
        "canonicalizehostname",
        "checkhostip",
        "identityagent",
        "knownhostscommand",
        "pkcs11provider",
        "proxycommand",
        "proxyjump",
        "revokedhostkeys",
        "securitykeyprovider",
        "tunnel",
        "verifyhostkeydns",
    };

    private static readonly HashSet<string> Followed = new(StringComparer.Ordinal)
    {
        "hostname",
        "port",
        "user",
        "identityfile",
        "userknownhostsfile",
        "globalknownhostsfile",
        "hostkeyalias",
        "proxyjump",
    };

    public static SettingsResolution OfThisMachine =>
        new(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            OperatingSystem.IsWindows()
                ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ssh")
                : "/etc/ssh"
        );

    /// <exception cref="IOException">A configuration file is there and cannot be read.</exception>
    public ClientSettings Resolve(SshTarget target)
    {
        var settings = Read(target);
        string? First(string key) =>
            settings.Find(setting => setting.Key == key) is { IsNone: false } found && SshConfigFile.Words(found.Value) is [var word, ..]
                ? word
                : null;
        var beyond = Beyond(settings);
        var name = target.Address;
        if (First("hostname") is { } hostName)
        {
            if (hostName.Replace("%h", "", StringComparison.Ordinal).Contains('%'))
                beyond ??= "HostName with a token";
            name = hostName.Replace("%h", target.Address, StringComparison.Ordinal);
        }
        var user = target.User ?? First("user") ?? Environment.UserName;
        var port = target.Port ?? 22;
        if (target.Port is null && First("port") is { } configured)
        {
            // The OpenSSH client knows names of services too.
            if (!int.TryParse(configured, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
                beyond ??= "a Port that is not a number";
        }
        var named = settings
            .Where(setting => setting is { Key: "identityfile", IsNone: false })
            .SelectMany(setting => SshConfigFile.Words(setting.Value))
            .Where(path => path != "none")
            .Select(path => Expand(path, user, name))
            .ToList();
        // Where the entry names its key, a percent sign is a percent sign.
        if (target.IdentityFile is { } own)
            named = [OpenSsh.SshPath.Expand(own) is { } path ? Path.GetFullPath(path) : null];
        if (named.Contains(null))
            beyond ??= "a key with a token in its path";
        var knownHosts = KnownHosts(target, settings, user, name);
        if (knownHosts.Contains(null))
            beyond ??= "a known_hosts file with a token in its path";
        return new ClientSettings
        {
            HostName = name,
            Port = port,
            User = user,
            NamesIdentities = named.Count > 0,
            IdentityFiles =
                named.Count > 0
                    ? [.. named.OfType<string>()]
                    : [.. DefaultKeys.Select(key => Path.Join(home, ".ssh", key)).Where(File.Exists)],
            KnownHostsFiles = [.. knownHosts.OfType<string>()],
            HostKeyAlias = First("hostkeyalias"),
            ProxyJump = Jump(target, settings, First("proxyjump")),
            Beyond = beyond,
        };
    }

    private List<ConfigSetting> Read(SshTarget target)
    {
        // With known hosts of its own a target leaves the user's configuration out.
        if (target.KnownHostsFile is not null && target.ConfigFile is null)
            return [];
        var userFolder = Path.Join(home, ".ssh");
        if (target.ConfigFile is { } own)
            return [.. SshConfigFile.Read(own, target.Address, userFolder, home)];
        return
        [
            .. SshConfigFile.Read(Path.Join(userFolder, "config"), target.Address, userFolder, home),
            .. SshConfigFile.Read(Path.Join(systemFolder, "ssh_config"), target.Address, systemFolder, home: null),
        ];
    }

    /// <remarks>The entry's jump host stands before every setting, and of ProxyJump and ProxyCommand the first one counts.</remarks>
    private static string? Jump(SshTarget target, List<ConfigSetting> settings, string? configured) =>
        target.JumpHost is { } own
            ? own.Equals("none", StringComparison.OrdinalIgnoreCase)
                ? null
                : own
            : settings.Find(setting => setting.Key is "proxyjump" or "proxycommand") is { Key: "proxycommand" }
                ? null
                : configured;

    private static string? Beyond(IEnumerable<ConfigSetting> settings) =>
        settings
            // Of two equal ones the first counts.
            .DistinctBy(setting => setting.Key)
            .Where(setting =>
                !WithoutEffect.Contains(setting.Key)
                && !Followed.Contains(setting.Key)
                && !(setting.IsNone && HarmlessWhenOff.Contains(setting.Key))
            )
            .Select(setting => $"{setting.Key} in {setting.File}")
            .FirstOrDefault();

    private List<string?> KnownHosts(SshTarget target, List<ConfigSetting> settings, string userName, string host)
    {
        if (target.KnownHostsFile is { } own)
            return [own];
        string[] user = [Path.Join(home, ".ssh", "known_hosts"), Path.Join(home, ".ssh", "known_hosts2")];
        string[] system = [Path.Join(systemFolder, "ssh_known_hosts"), Path.Join(systemFolder, "ssh_known_hosts2")];
        return [.. Named("userknownhostsfile", user), .. Named("globalknownhostsfile", system)];

        IEnumerable<string?> Named(string key, string[] others) =>
            settings.Find(setting => setting.Key == key) is { } found
                ? SshConfigFile.Words(found.Value).Where(path => path != "none").Select(path => Expand(path, userName, host))
                : others;
    }

    /// <summary>The path of a file; null when it holds a token that only the OpenSSH client knows.</summary>
    private string? Expand(string path, string user, string host)
    {
        var isInHome = path == "~" || path.StartsWith("~/", StringComparison.Ordinal);
        if (path.Length == 0 || path.Contains('\0') || (path.StartsWith('~') && !isInHome) || path.Contains("${", StringComparison.Ordinal))
            return null;
        var expanded = new StringBuilder(isInHome ? home : "");
        for (var at = isInHome ? 1 : 0; at < path.Length; at++)
        {
            if (path[at] != '%')
            {
                expanded.Append(path[at]);
                continue;
            }
            var value = (at + 1 < path.Length ? path[++at] : '\0') switch
            {
                '%' => "%",
                'd' => home,
                'r' => user,
                'h' => host,
                'u' => Environment.UserName,
                _ => null,
            };
            if (value is null)
                return null;
            expanded.Append(value);
        }
        return Path.GetFullPath(expanded.ToString());
    }
}
