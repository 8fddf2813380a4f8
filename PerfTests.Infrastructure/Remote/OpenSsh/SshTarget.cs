using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>How the OpenSSH client reaches a host.</summary>
/// <param name="Id">Id of the host, for messages.</param>
/// <param name="Address">Name, address, or alias from the user's ssh configuration.</param>
public sealed record SshTarget(string Id, string Address)
{
    public string? User { get; init; }

    public int? Port { get; init; }

    public string? IdentityFile { get; init; }

    /// <summary>Configuration file of the client, for jump hosts too; null takes the user's and the system's.</summary>
    public string? ConfigFile { get; init; }

    public string? JumpHost { get; init; }

    /// <summary>Own known_hosts file; when set, the user's ssh configuration, agent and known hosts are left out.</summary>
    public string? KnownHostsFile { get; init; }

    public required string WorkDir { get; init; }

    /// <summary>Whether commands that need root go through <c>sudo -n</c>.</summary>
    public bool Sudo { get; init; }

    /// <summary>How a configured host is reached, with the user's own ssh configuration behind it.</summary>
    public static SshTarget Of(SshHost host) =>
        new(host.Id, host.Host)
        {
            User = host.User,
            Port = host.Port,
            IdentityFile = host.IdentityFile,
            JumpHost = host.JumpHost,
            ConfigFile = host.SshConfig,
            WorkDir = host.WorkDir,
            Sudo = host.Sudo,
        };

    /// <summary>Arguments for a connection to the host.</summary>
    internal IEnumerable<string> Options() => JumpHost is null ? OptionsBehindJump() : [.. OptionsBehindJump(), $"-oProxyJump={JumpHost}"];

    /// <summary>Arguments without the jump host: whichever of ProxyJump and ProxyCommand comes first makes ssh ignore the other.</summary>
    internal IEnumerable<string> OptionsBehindJump()
    {
        string[] common =
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
        foreach (var option in common)
            yield return $"-o{option}";
        if (ConfigFile is not null)
            yield return $"-F{ConfigFile}";
        if (KnownHostsFile is not null)
        {
            if (ConfigFile is null)
                yield return "-Fnone";
            yield return $"-oUserKnownHostsFile={SshPath.Value(KnownHostsFile)}";
            yield return "-oGlobalKnownHostsFile=/dev/null";
            yield return "-oIdentityAgent=none";
        }
        if (IdentityFile is not null)
        {
            yield return $"-oIdentityFile={SshPath.Value(IdentityFile)}";
            yield return "-oIdentitiesOnly=yes";
        }
        if (Port is { } port)
            yield return $"-oPort={port}";
        if (User is not null)
            yield return $"-oUser={User}";
    }

    /// <exception cref="RemoteException">A file that ssh is to use is not there, or has a name that no option of ssh can hold.</exception>
    internal void RequireFiles()
    {
        if (SshPath.Problem(IdentityFile) is { } identity)
            throw new RemoteException(
                Id,
                $"identity_file {OneLine.Of(IdentityFile!, 200)} {identity}. Remedy: correct identity_file in ssh-hosts.yaml"
            );
        if (SshPath.Problem(KnownHostsFile) is { } known)
            throw new RemoteException(Id, $"the known_hosts file {OneLine.Of(KnownHostsFile!, 200)} {known}");
        // The agent may hold the private half of a key that is named by its public one.
        if (IdentityFile is not null && SshPath.Expand(IdentityFile) is { } path && !File.Exists(path) && !File.Exists($"{path}.pub"))
            throw new RemoteException(
                Id,
                $"identity_file {IdentityFile} does not exist on this machine. Remedy: put the key there, or correct identity_file in "
                    + $"ssh-hosts.yaml"
            );
    }
}
