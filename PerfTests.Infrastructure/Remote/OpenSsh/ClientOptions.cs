namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>A target as arguments of the OpenSSH client.</summary>
internal static class ClientOptions
{
    private static readonly string[] Always =
    [
        "BatchMode=yes",
        "StrictHostKeyChecking=yes",
        "ConnectTimeout=10",
        "ServerAliveInterval=5",
        "ServerAliveCountMax=3",
        "LogLevel=ERROR",
        "ForwardX11=no",
        "ForwardAgent=no",
        "PermitLocalCommand=no",
    ];

    /// <summary>Arguments for a connection to the host.</summary>
    public static IEnumerable<string> Options(this SshTarget target) =>
        target.JumpHost is null ? target.OptionsBehindJump() : [.. target.OptionsBehindJump(), $"-oProxyJump={target.JumpHost}"];

    /// <summary>Arguments without the jump host: whichever of ProxyJump and ProxyCommand comes first makes ssh ignore the other.</summary>
    public static IEnumerable<string> OptionsBehindJump(this SshTarget target)
    {
        foreach (var option in Always)
            yield return $"-o{option}";
        if (target.ConfigFile is not null)
            yield return $"-F{target.ConfigFile}";
        if (target.KnownHostsFile is not null)
        {
            if (target.ConfigFile is null)
                yield return "-Fnone";
            yield return $"-oUserKnownHostsFile={SshPath.Value(target.KnownHostsFile)}";
            yield return "-oGlobalKnownHostsFile=/dev/null";
            yield return "-oIdentityAgent=none";
        }
        if (target.IdentityFile is not null)
        {
            yield return $"-oIdentityFile={SshPath.Value(target.IdentityFile)}";
            yield return "-oIdentitiesOnly=yes";
        }
        if (target.Port is { } port)
            yield return $"-oPort={port}";
        if (target.User is not null)
            yield return $"-oUser={target.User}";
    }

    /// <exception cref="RemoteException">A file that ssh is to use is not there, or has a name that no option of ssh can hold.</exception>
    public static void RequireFiles(this SshTarget target)
    {
        var (identity, known) = (target.IdentityFile, target.KnownHostsFile);
        if (SshPath.Problem(identity) is { } problem)
            throw new RemoteException(
                target.Id,
                $"identity_file {OneLine.Of(identity!, 200)} {problem}. Remedy: correct identity_file in ssh-hosts.yaml"
            );
        if (SshPath.Problem(known) is { } unusable)
            throw new RemoteException(target.Id, $"the known_hosts file {OneLine.Of(known!, 200)} {unusable}");
        // The agent may hold the private half of a key that is named by its public one.
        if (identity is not null && SshPath.Expand(identity) is { } path && !File.Exists(path) && !File.Exists($"{path}.pub"))
            throw new RemoteException(
                target.Id,
                $"identity_file {identity} does not exist on this machine. Remedy: put the key there, or correct identity_file in "
                    + $"ssh-hosts.yaml"
            );
    }
}
