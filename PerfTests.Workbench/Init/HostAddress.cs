using System.Globalization;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Workbench.Init;

/// <summary>
/// Reads a host as people write it for ssh: <c>[user@]host[:port]</c>, an alias of <c>~/.ssh/config</c>, or <c>lab:NAME</c>.
/// </summary>
internal static class HostAddress
{
    private const string Remedy = "Write user@host, user@host:port, user@[2001:db8::1]:port, an alias of ~/.ssh/config, or lab:NAME.";

    /// <param name="id">Id of the host in <c>ssh-hosts.yaml</c>.</param>
    /// <param name="option">Where the text comes from, for the message.</param>
    /// <exception cref="ConfigurationException">The text names no host.</exception>
    public static SshHost Parse(string id, string text, string option)
    {
        ConfigurationException Refused(string problem) => new([new ConfigurationError(option, 0, $"'{text}' {problem}", Remedy)]);

        if (text.Length == 0 || text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            throw Refused("is empty or holds a blank");
        if (text.StartsWith(SshHost.LabScheme, StringComparison.Ordinal))
            return new SshHost { Id = id, Host = text };
        var at = text.LastIndexOf('@');
        var (user, address) = at < 0 ? (null, text) : (text[..at], text[(at + 1)..]);
        var (host, port) = Split(address);
        if (host.Length == 0 || user is "")
            throw Refused("lacks a part");
        // ssh would take it for an option.
        if (host.StartsWith('-') || user?.StartsWith('-') == true)
            throw Refused("starts with '-'");
        if (port is null)
            return new SshHost
            {
                Id = id,
                Host = host,
                User = user,
            };
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? new SshHost
            {
                Id = id,
                Host = host,
                User = user,
                Port = number,
            }
            : throw Refused($"has the port '{port}', which is none");
    }

    private static (string Host, string? Port) Split(string address)
    {
        if (address.StartsWith('[') && address.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
        {
            var rest = address[(end + 1)..];
            return rest.Length == 0 ? (address[1..end], null)
                : rest[0] == ':' ? (address[1..end], rest[1..])
                : ("", null);
        }
        // Two colons without brackets are an IPv6 address.
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || colon != address.LastIndexOf(':') ? (address, null) : (address[..colon], address[(colon + 1)..]);
    }
}
