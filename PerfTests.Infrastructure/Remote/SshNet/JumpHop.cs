using System.Globalization;
using PerfTests.Infrastructure.Remote.SshNet.Settings;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>One host of ssh's ProxyJump: <c>[user@]host[:port]</c>, an address of IPv6 in brackets.</summary>
internal sealed record JumpHop(string Host, string? User, int? Port)
{
    /// <exception cref="FormatException">It is not in this form.</exception>
    public static IReadOnlyList<JumpHop> Parse(string jump) => [.. jump.Split(',').Select(ParseOne)];

    /// <summary>Where it is and how to log in there; the user's configuration may say that of it.</summary>
    public ClientSettings SettingsFrom(SshTarget target, SettingsResolution resolution)
    {
        var settings = resolution.Resolve(
            target with
            {
                Address = Host,
                User = User,
                Port = Port,
                JumpHost = null,
                IdentityFile = target.KnownHostsFile is null ? null : target.IdentityFile,
            }
        );
        return settings.ProxyJump is null ? settings : settings with { Beyond = "a jump host of a jump host" };
    }

    private static JumpHop ParseOne(string text)
    {
        var hop = text.Trim();
        hop = hop.StartsWith("ssh://", StringComparison.Ordinal) ? hop["ssh://".Length..].TrimEnd('/') : hop;
        var at = hop.LastIndexOf('@');
        var (user, rest) = at < 0 ? (null, hop) : (hop[..at], hop[(at + 1)..]);
        var bracket = rest.IndexOf(']');
        var colon = rest.LastIndexOf(':');
        var isAddress = rest.StartsWith('[');
        // An address of IPv6 without brackets has no port.
        var hasPort = isAddress ? bracket >= 0 && colon == bracket + 1 : colon >= 0 && rest.IndexOf(':') == colon;
        var host = hasPort ? rest[..colon] : rest;
        if (isAddress && bracket == host.Length - 1)
            host = host[1..^1];
        int? port = null;
        if (hasPort)
        {
            if (
                !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 65535
            )
                throw new FormatException($"'{OneLine.Of(hop, 100)}' has no port after its colon; write [user@]host[:port]");
            port = number;
        }
        // A name that starts with a dash would be an option for other programs, and ssh refuses it too.
        return host.Length == 0 || host.StartsWith('-') || host.Any(IsForeign) || user?.Length == 0 || user?.Any(char.IsControl) == true
            ? throw new FormatException($"'{OneLine.Of(hop, 100)}' is not a host; write [user@]host[:port]")
            : new JumpHop(host, user, port);
    }

    private static bool IsForeign(char character) =>
        character is '[' or ']' or '/' || char.IsWhiteSpace(character) || char.IsControl(character);
}
