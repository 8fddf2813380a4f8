using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>How many sessions the host's sshd lets run over one connection. A small number slows things down and stops nothing.</summary>
internal sealed class SshServerCheck : IHostCheck
{
    private const string Check = "ssh sessions";

    // OpenSSH's default, which most distributions leave alone.
    private const int Usual = 10;
    private const int Few = 3;

    public string Subject => "sshd";

    /// <remarks>Only root can have sshd print its settings; the file is the one that the sshd above this shell was started with.</remarks>
    public string RootScript(HostNeeds needs) =>
        $$"""
            {{ParentProcess.ShellFunction}}
            at=$$; file=; steps=0
            while [ "${at:-0}" -gt 1 ] && [ "$steps" -lt 15 ]; do
              words=$(tr '\0' ' ' <"/proc/$at/cmdline")
              case $words in *sshd*' -f '*) file=${words##* -f }; file=${file%% *} ;; esac
              at=$(parent "$at"); steps=$((steps + 1))
            done 2>/dev/null
            sshd=$(command -v sshd || printf /usr/sbin/sshd)
            fact 'max sessions' "$(timeout 5 "$sshd" -T ${file:+-f "$file"} 2>/dev/null | sed -n 's/^maxsessions //p')"

            """;

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        if (host.Root?.Number("max sessions") is not { } sessions || sessions >= Usual)
            yield break;
        var found =
            $"MaxSessions of sshd is {sessions}: what runs at the same time takes further connections, each with a log-in of its own";
        yield return sessions < Few
            ? host.Warn(
                Check,
                found,
                "where you may, set MaxSessions 10 in /etc/ssh/sshd_config and reload sshd: a session starts and stops faster"
            )
            : host.Ok(Check, found);
    }
}
