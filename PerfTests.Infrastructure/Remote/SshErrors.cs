namespace PerfTests.Infrastructure.Remote;

/// <summary>Turns what ssh says on its standard error into a cause with a remedy.</summary>
internal static class SshErrors
{
    private static readonly (string Said, string Remedy)[] Remedies =
    [
        // Before the next one, which ssh says in both cases: nobody is to add a changed key without a thought.
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", "the host's key changed: find out why before removing the old one from known_hosts"),
        ("Host key verification failed", "add the host's key to known_hosts, e.g. by connecting once by hand and comparing it"),
        ("Permission denied", "check user and identity_file in ssh-hosts.yaml, or load the key into the agent"),
        ("Connection refused", "check host and port in ssh-hosts.yaml, and that sshd runs there"),
        ("Connection timed out", "check that the host is up and reachable from here"),
        ("No route to host", "check that the host is up and reachable from here"),
        ("Network is unreachable", "check that the host is up and reachable from here"),
        ("Could not resolve hostname", "check host in ssh-hosts.yaml"),
        ("a password is required", "allow the user passwordless sudo (NOPASSWD) on that host, or connect as root"),
        ("not found", "the host lacks a basic program; perftests needs sh, base64, setsid and sleep there"),
    ];

    public static string Explain(string said, int exitCode)
    {
        var text = said.Length == 0 ? $"ssh ended with exit code {exitCode} and said nothing" : said;
        var remedy = Remedies.FirstOrDefault(entry => said.Contains(entry.Said, StringComparison.Ordinal)).Remedy;
        return remedy is null ? text : $"{text.TrimEnd('.')}. Remedy: {remedy}";
    }
}
