using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>Turns what ssh says on its standard error into a cause with a remedy.</summary>
internal static partial class SshErrors
{
    private const int MostCharacters = 300;

    // Said by a connection of its own only, for one session per connection is all that it asks for.
    private const string NoSession = "the host's sshd allows no sessions: raise MaxSessions in its sshd_config";

    /// <summary>What the OpenSSH client says where a host gives no session at all.</summary>
    public const string NoSessionSaid = "administratively prohibited";

    /// <summary>What it says where a shared connection gives no further session.</summary>
    public const string SessionDeniedSaid = "Session open refused by peer";

    /// <summary>What it says where the connection is gone before a session was asked for, or before the log-in.</summary>
    public const string DroppedSaid = "kex_exchange_identification: Connection closed by remote host";

    private static readonly (string Said, string Remedy)[] Remedies =
    [
        ("Host key verification failed", "add the host's key to known_hosts, e.g. by connecting once by hand and comparing it"),
        ("Permission denied", "check user and identity_file in ssh-hosts.yaml, or load the key into the agent"),
        ("Connection refused", "check host and port in ssh-hosts.yaml, and that sshd runs there"),
        ("Connection timed out", "check that the host is up and reachable from here"),
        ("No route to host", "check that the host is up and reachable from here"),
        ("Network is unreachable", "check that the host is up and reachable from here"),
        ("Could not resolve hostname", "check host in ssh-hosts.yaml"),
        ("too long for Unix domain socket", "set TMPDIR to a folder with a shorter path"),
        ("a password is required", "allow the user passwordless sudo (NOPASSWD) on that host, or connect as root"),
        ("a terminal is required", "allow the user passwordless sudo (NOPASSWD) on that host, or connect as root"),
        ("session request failed", NoSession),
        ("administratively prohibited", NoSession),
        ("not responding", "see whether the host is up and its network is stable, then run again"),
        ("closed by remote host", "see on the host why sshd closed the connection: its log, a restart, an idle limit"),
        ("not found", "the host lacks a basic program; perftests needs sh, setsid, timeout and sleep there"),
    ];

    /// <summary>In one line, with the remedy where one is known.</summary>
    public static string Explain(string said, int exitCode)
    {
        if (said.Trim().Length == 0)
        {
            return $"ssh ended with exit code {exitCode} and said nothing. Remedy: see by hand whether the log-in works and its shell "
                + $"stays; "
                + "a sshd with MaxSessions 0 refuses every session";
        }
        var text = OneLine.LastOf(said, MostCharacters);
        return Remedy(said) is { } remedy ? $"{text.TrimEnd('.')}. Remedy: {remedy}" : text;
    }

    /// <summary>A login shell that prints without end.</summary>
    public static string EndlessProfile(int limitBytes) =>
        $"the login shell's rc files printed more than {limitBytes >> 20} MiB and did not end. Remedy: make them quiet for commands "
        + $"without a terminal";

    /// <summary>Whether sshd dropped a connection before the log-in; nothing has run then.</summary>
    public static bool IsDropped(string said) =>
        Says(said, "Exceeded MaxStartups")
        || Says(said, "Not allowed at this time")
        || (
            Says(said, "kex_exchange_identification")
            && (Says(said, "Connection closed by remote host") || Says(said, "Connection reset by peer"))
        );

    /// <summary>Whether a shared connection gave no session, or had gone before it was asked for one; nothing has run then.</summary>
    /// <remarks>
    /// A client that gets no session tries a connection of its own, which ends in its key exchange here. One whose master died
    /// while it was asked is left out: the host may have begun.
    /// </remarks>
    public static bool IsSessionRefused(string said) =>
        IsSessionDenied(said) || (Says(said, "kex_exchange_identification") && !Says(said, "read from master failed"));

    /// <summary>Whether the host's sshd refused the session.</summary>
    public static bool IsSessionDenied(string said) => Says(said, SessionDeniedSaid);

    /// <summary>How to remove the host's old key, from the file and under the name that ssh says; null when it does not say so.</summary>
    public static string? OldKeyRemoval(string said)
    {
        var (name, file) = (ChangedName().Match(said), OffendingFile().Match(said));
        return !name.Success || !file.Success
            ? null
            : $"ssh-keygen -R {ShellWord.Quote(name.Groups["name"].Value)} -f {ShellWord.Quote(file.Groups["file"].Value)}";
    }

    private static string? Remedy(string said)
    {
        // First, for ssh says more in this case: nobody is to add a changed key without a thought.
        if (Says(said, "REMOTE HOST IDENTIFICATION HAS CHANGED"))
        {
            return "the host's key changed: find out why before removing the old one from known_hosts"
                + (OldKeyRemoval(said) is { } command ? $" ({command})" : "");
        }
        if (IsDropped(said))
        {
            return "the host's sshd drops new connections: wait until fewer log in at once or raise MaxStartups in its sshd_config, "
                + "and see that no firewall or fail2ban blocks this machine";
        }
        return Remedies.FirstOrDefault(entry => Says(said, entry.Said)).Remedy;
    }

    private static bool Says(string said, string text) => said.Contains(text, StringComparison.Ordinal);

    [GeneratedRegex(
        @"^Host key for (?<name>\S+) has changed",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex ChangedName();

    [GeneratedRegex(
        @"^Offending \S+ key in (?<file>[^\r\n]+):\d+\r?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex OffendingFile();
}
