using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>Why a host cannot be reached, with the commands that would fix it. Nobody's key is trusted without a look at it.</summary>
internal static class ReachabilityCheck
{
    private const string Check = "reachable";

    /// <param name="said">What ssh said.</param>
    /// <param name="known">Where ssh goes after its configuration files; null asks these.</param>
    public static CheckResult Judge(SshTarget target, string said, SshDestination? known = null)
    {
        var destination = known ?? SshDestination.Of(target);
        var (found, remedy) = Explain(target with { Address = destination.Host, Port = destination.Port }, said, destination);
        return new CheckResult(target.Id, Check, CheckStatus.Fail, found, remedy);
    }

    public static CheckResult Reached(SshTarget target, string transport, TimeSpan took)
    {
        var through = target.JumpHost is null ? "" : $" through {target.JumpHost}";
        return new CheckResult(
            target.Id,
            Check,
            CheckStatus.Ok,
            $"logged in to {target.Address}{through} in {took.TotalMilliseconds:F0} ms over {transport}"
        );
    }

    public static CheckResult TooSlow(SshTarget target, TimeSpan limit) =>
        new(
            target.Id,
            Check,
            CheckStatus.Fail,
            $"no answer within {limit.TotalSeconds:F0} s",
            "check that the host is up, not overloaded, and reachable from here"
        );

    private static (string Found, string Remedy) Explain(SshTarget target, string said, SshDestination destination)
    {
        var (address, port) = (target.Address, (target.Port ?? 22).ToString());
        var at = target.Port is null or 22 ? address : $"[{address}]:{port}";
        var login = target.User is null ? address : $"{target.User}@{address}";
        bool Says(string text) => said.Contains(text, StringComparison.Ordinal);

        // Before the next one, which ssh says in both cases.
        if (Says("REMOTE HOST IDENTIFICATION HAS CHANGED"))
            return (
                "its host key changed",
                $"find out why (reinstalled, or somebody in between?); only then: "
                    + $"{SshErrors.OldKeyRemoval(said) ?? $"ssh-keygen -R '{at}'"} and add the new key"
            );
        if (Says("Host key verification failed"))
        {
            var byHand = target.JumpHost is { } jump ? $"ssh -J {jump} -p {port} {login}" : $"ssh -p {port} {login}";
            return (
                "its host key is unknown",
                destination.HasProxy || target.JumpHost is not null
                    ? $"compare the key and accept it once by hand: {byHand}"
                    : $"compare {destination.KeyScan} | ssh-keygen -lf - with the host's own ssh-keygen -lf "
                        + $"/etc/ssh/ssh_host_ed25519_key.pub, then add it: {destination.KeyScan} >> "
                        + $"{ShellWord.Quote(destination.KnownHostsFile)}"
            );
        }
        if (Says("does not exist on this machine"))
            return (
                $"there is no key {target.IdentityFile} on this machine",
                "put the key there, or correct identity_file in ssh-hosts.yaml"
            );
        if (SshErrors.IsDropped(said))
            return (
                $"its sshd drops new connections: {LastLine(said)}",
                $"raise MaxStartups in its sshd_config if many log in at once, and see that no firewall or fail2ban blocks this machine; "
                    + $"try by hand: ssh -v -p {port} {login} true"
            );
        if (Says("UNPROTECTED PRIVATE KEY FILE"))
            return ("ssh refuses the key, because others may read it", $"chmod 600 {target.IdentityFile ?? "the key"}");
        if (Says("Permission denied"))
        {
            var missing = target.IdentityFile is { } file && Says("no such identity") ? $": there is no {file} here" : "";
            return (
                $"log-in as {target.User ?? "this user"} is refused{missing}",
                $"let the host take the key: ssh-copy-id{(target.IdentityFile is { } key ? $" -i {key}" : "")} -p {port} {login}; or "
                    + $"correct user and identity_file in ssh-hosts.yaml"
            );
        }
        if (Says("Could not resolve hostname"))
            return ($"nobody knows the name {address}", "correct host in ssh-hosts.yaml, or add the name to DNS or ~/.ssh/config");
        if (Says("Connection refused"))
            return ($"port {port} of {address} is closed", "see that sshd runs there, or correct port in ssh-hosts.yaml");
        if (Says("timed out") || Says("No route to host") || Says("Network is unreachable"))
            return ($"{address} does not answer: {LastLine(said)}", "check that the host is up, and that no firewall drops the port");
        if (Says("a password is required"))
            return ("sudo asks for a password", "allow the user passwordless sudo (NOPASSWD) on that host");
        return (
            LastLine(said),
            target.JumpHost is { } gateway
                ? $"try by hand: ssh {gateway} true, then ssh -J {gateway} -p {port} {login} true"
                : $"try by hand: ssh -v -p {port} {login} true"
        );
    }

    private static string LastLine(string said) =>
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() is { } last
            ? OneLine.Of(last, 300)
            : "ssh said nothing";
}
