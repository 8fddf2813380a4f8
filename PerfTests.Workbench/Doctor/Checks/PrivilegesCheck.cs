using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>Root where BPF needs it: by login or by <c>sudo -n</c>.</summary>
internal sealed class PrivilegesCheck : IHostCheck
{
    private const string Check = "root";

    public string Subject => "root";

    public string LoginScript(HostNeeds needs) =>
        "fact user \"$(id -un)\"\ncommand -v sudo >/dev/null 2>&1 && fact sudo there || fact sudo absent\n";

    public string RootScript(HostNeeds needs) => "fact uid \"$(id -u)\"\n";

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        var (user, sudo) = (host.Login["user"] ?? host.Needs.Host.User, host.Needs.Host.Sudo);
        if (host.Root is null && host.Login["sudo"] == "absent")
        {
            yield return host.Fail(
                Check,
                "sudo: true is set, and the host has no sudo",
                "install sudo there, or log in as root and set sudo: false in ssh-hosts.yaml"
            );
        }
        else if (host.Root is null)
        {
            yield return host.Fail(
                Check,
                $"sudo -n is refused to {user}: {host.RootRefusal}",
                $"add a file in /etc/sudoers.d on the host (visudo -f): {user} ALL=(root) NOPASSWD: /bin/sh"
            );
        }
        else if (host.Root["uid"] == "0")
        {
            yield return host.Ok(Check, sudo ? $"{user} through sudo -n" : $"logged in as {user}");
        }
        else if (host.Needs.Tools.Count > 0)
        {
            yield return host.Fail(
                Check,
                $"{user} is not root, and tools that use BPF run here",
                "set sudo: true for the host in ssh-hosts.yaml, or log in as root"
            );
        }
        else
        {
            yield return host.Ok(Check, $"{user} is not root; no tool runs here");
        }
    }
}
