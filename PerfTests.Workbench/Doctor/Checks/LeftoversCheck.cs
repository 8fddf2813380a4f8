using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>What earlier runs, and others, left on a host. It is told and never removed.</summary>
internal sealed partial class LeftoversCheck(string workDir) : IHostCheck
{
    private static readonly ShellScript Look = new(typeof(LeftoversCheck), "leftovers.sh");

    // What a system's own services load watches control groups and sockets; these see packets or trace.
    private static readonly string[] Disturbing =
    [
        "kprobe",
        "tracepoint",
        "raw_tracepoint",
        "raw_tracepoint_writable",
        "tracing",
        "perf_event",
        "xdp",
        "sched_cls",
        "sched_act",
        "sk_skb",
        "sk_msg",
        "sock_ops",
        "socket_filter",
        "lwt_in",
        "lwt_out",
        "lwt_xmit",
        "netfilter",
        "struct_ops",
    ];

    public string Subject => "leftovers";

    public string LoginScript(HostNeeds needs) => Look.With(workDir.TrimEnd('/'));

    public string RootScript(HostNeeds needs) =>
        """
            if shown=$(timeout 5 bpftool prog show 2>/dev/null); then
              fact bpf seen
              printf '%s\n' "$shown" | sed -n 's/^[0-9]*: \([a-z_]*\) .*/bpf type=\1/p'
            fi

            """;

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        if (host.Login["leftovers"] is null)
        {
            yield return host.Skipped("leftovers", "the host did not get to it in time");
            yield break;
        }
        if (host.Login["lease"] is { } owner)
            yield return host.Warn("lease", $"another run measures there now ({owner})", "wait for it to end; a session would be refused");
        if (host.Login.All("scratch") is { Count: > 0 } scratch)
        {
            yield return host.Warn(
                "scratch folders",
                $"{scratch.Count} of earlier runs, such as {scratch[0]}",
                "remove them when no run is on its way there"
            );
        }
        yield return Processes(host);
        yield return Programs(host);
    }

    private static CheckResult Processes(ProbedHost host)
    {
        var running = host.Login.All("process").Where(line => ProcessLine().IsMatch(line)).ToList();
        return running.Count == 0
            ? host.Ok("processes", "no load generator and no bpftrace runs")
            : host.Warn(
                "processes",
                $"{string.Join(", ", running.Take(5).Select(line => line.Replace(" ", " (process ", StringComparison.Ordinal) + ")"))}"
                    + (
                        running.Count > 5 ? $" and {running.Count - 5} more run"
                        : running.Count == 1 ? " runs"
                        : " run"
                    ),
                "end what is not wanted: it takes CPU and traffic from the measurement"
            );
    }

    private static CheckResult Programs(ProbedHost host)
    {
        if (host.Root?["bpf"] is null)
            return host.Skipped("bpf programs", "bpftool as root is needed to list them");
        var types = host.Root.All("bpf type");
        var disturbing = types.Where(Disturbing.Contains).ToList();
        var list = string.Join(", ", disturbing.CountBy(type => type).Select(type => $"{type.Value} {type.Key}"));
        return disturbing.Count == 0
            ? host.Ok("bpf programs", $"{types.Count} loaded, none that traces or sees packets")
            : host.Warn(
                "bpf programs",
                $"{types.Count} loaded, of them {list}: their cost is in every baseline",
                "see whose they are: bpftool prog show"
            );
    }

    [GeneratedRegex(@"^[a-z0-9]+ [0-9]{1,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProcessLine();
}
