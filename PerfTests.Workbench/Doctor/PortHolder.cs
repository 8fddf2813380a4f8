using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor;

/// <summary>Who has a port of a host, and how that server is ended so that it does not come back.</summary>
/// <param name="Program">Name of the process.</param>
/// <param name="ProcessId">Its id on the host.</param>
/// <param name="Unit">Service of systemd that it belongs to; null when it is none, or the host has no systemd.</param>
/// <param name="InitScript">Script in <c>/etc/init.d</c> on a host without systemd; null when there is none.</param>
internal sealed partial record PortHolder(string Program, string ProcessId, string? Unit, string? InitScript)
{
    // They listen for others: ended, they would take more than this port away.
    private static readonly string[] Superservers = ["systemd", "inetd", "xinetd"];

    /// <summary>Shell text for root: who listens where, and the services of those.</summary>
    public const string Script = """
        timeout 3 ss -Hlntup 2>/dev/null | head -n 300 | grep -o '[^ ]*:[0-9]* .*' | sed 's/^/listener=/'
        [ -d /run/systemd/system ] && fact systemd yes
        for script in netperf netserver iperf3; do [ -x "/etc/init.d/$script" ] && fact 'init script' "$script"; done
        for process in $(timeout 3 ss -Hlntup 2>/dev/null | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -un | head -n 100); do
          unit=$(sed -n 's|^.*:/system\.slice/\([^/]*\.service\)$|\1|p' "/proc/$process/cgroup" 2>/dev/null | head -n 1)
          [ -n "$unit" ] && fact unit "$process $unit"
        done

        """;

    /// <returns>Null when root was not asked, or the kernel has the port for itself.</returns>
    public static PortHolder? Of(ProbeAnswers? root, int port)
    {
        var at = $":{port} ";
        if (
            root
                ?.All("listener")
                .FirstOrDefault(line =>
                    Users().IsMatch(line)
                    && line.Split(' ')[0].Length > 0
                    && $"{line.Split(' ')[0]} ".EndsWith(at, StringComparison.Ordinal)
                )
            is not { } listener
        )
            return null;
        var user = Users().Match(listener);
        var (program, id) = (user.Groups["name"].Value, user.Groups["pid"].Value);
        var unit = root.All("unit").Select(line => line.Split(' ')).FirstOrDefault(words => words.Length == 2 && words[0] == id)?[1];
        var script = root["systemd"] is null
            ? root.All("init script").FirstOrDefault(name => name == program || (name == "netperf" && program == "netserver"))
            : null;
        return new PortHolder(program, id, unit, script);
    }

    /// <summary>The command that ends it for good.</summary>
    public string Ending =>
        this switch
        {
            { Program: var program } when Superservers.Contains(program) => $"take the port out of what {program} starts on demand",
            { Unit: { } unit } => $"systemctl disable --now {unit}",
            { InitScript: { } script } =>
                $"/etc/init.d/{script} stop, and keep it from starting again (Debian: update-rc.d {script} disable)",
            _ => $"kill {ProcessId}",
        };

    public override string ToString() => $"{Program} (process {ProcessId}{(Unit is null ? "" : $", {Unit}")})";

    [GeneratedRegex("\\(\"(?<name>[^\"]{1,64})\",pid=(?<pid>[0-9]{1,10})", RegexOptions.CultureInvariant)]
    private static partial Regex Users();
}
