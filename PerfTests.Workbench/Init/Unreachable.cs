using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Workbench.Init;

/// <summary>Why a host cannot be reached, with the commands that mend it. No key is accepted here: that is a person's decision.</summary>
internal static class Unreachable
{
    /// <param name="said">What ssh said.</param>
    public static RemoteException Explain(SshTarget target, SshDestination destination, string said)
    {
        bool Says(string text) => said.Contains(text, StringComparison.Ordinal);
        var login = Login(target);

        // Before the next one, which ssh says in both cases.
        if (!Says("REMOTE HOST IDENTIFICATION HAS CHANGED") && Says("Host key verification failed"))
        {
            var byHand = $"log in once by hand and answer ssh's question only when the fingerprint is right: {login}";
            return new RemoteException(
                target.Id,
                "its host key is unknown, and init accepts none by itself. Remedy: "
                    + $"compare the key with what 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub' prints on the host's console. "
                    + $"Either {byHand}"
                    + (
                        destination.HasProxy
                            ? ""
                            : $"; or look at it with '{destination.KeyScan} | ssh-keygen -lf -' and then add it: {destination.KeyScan} "
                                + $">> {ShellWord.Quote(destination.KnownHostsFile)}"
                    )
            );
        }
        if (Says("Permission denied"))
            return new RemoteException(
                target.Id,
                $"log-in is refused. Remedy: make '{login} true' work without a question: give the host your key (ssh-copy-id), load it "
                    + $"into the agent, or name user and IdentityFile in ~/.ssh/config or a file for --ssh-config"
            );
        var judged = ReachabilityCheck.Judge(target, said, destination);
        return new RemoteException(
            target.Id,
            $"{judged.Found}. Remedy: {judged.Remedy?.Replace(" in ssh-hosts.yaml", "", StringComparison.Ordinal)}"
        );
    }

    public static RemoteException TooSlow(SshTarget target, TimeSpan limit) =>
        new(
            target.Id,
            $"no answer within {limit.TotalSeconds:F0} s. Remedy: see whether it is up and reachable from here: {Login(target)} true"
        );

    /// <summary>The command by which a person logs in as this program does.</summary>
    private static string Login(SshTarget target)
    {
        string[] words =
        [
            "ssh",
            .. target.ConfigFile is { } file ? (string[])["-F", file] : [],
            .. target.Port is { } port ? (string[])["-p", port.ToString()] : [],
            target.User is { } user ? $"{user}@{target.Address}" : target.Address,
        ];
        return string.Join(' ', words.Select(ShellWord.Quote));
    }
}
