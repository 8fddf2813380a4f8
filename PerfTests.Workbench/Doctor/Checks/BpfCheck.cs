using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>What the kernel of a tool's host offers to BPF.</summary>
internal sealed partial class BpfCheck : IHostCheck
{
    private static readonly ShellScript Look = new(typeof(BpfCheck), "bpf.sh");

    // The first with kernel.bpf_stats_enabled, without which no exposure can be proven.
    private static readonly Version LeastKernel = new(5, 1);

    private const int LoadSeconds = 45;

    // Half of what a tool has by default until it must be ready.
    private const double SlowSeconds = 30;
    private const double ToldSeconds = 2;
    private const string ByHand = "bpftrace -e 'BEGIN { exit() }'";

    public string Subject => "BPF";

    /// <remarks>The program that is loaded to try does nothing, and ends at once.</remarks>
    public string RootScript(HostNeeds needs) => needs.Tools.Count == 0 ? "" : Look.With(LoadSeconds.ToString());

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        if (host.Needs.Tools.Count == 0)
            return [];
        if (host.Root is not { } root || root["uid"] != "0")
            return [host.Skipped("bpf", "root is needed to look")];
        return [Kernel(host, root), Statistics(host, root), Load(host, root), .. Tracing(host, root), .. Bcc(host, root)];
    }

    private static CheckResult Kernel(ProbedHost host, ProbeAnswers root)
    {
        var release = root["kernel"] ?? "";
        var number = Release().Match(release);
        var facts =
            $"Linux {release}, BTF {root["btf"] ?? "unknown"}, JIT {(root["jit"] == "0" ? "off" : "on")}, kprobes "
            + $"{root["kprobes"] ?? "unknown"}";
        if (!number.Success)
            return host.Skipped("bpf kernel", "the kernel's release could not be read");
        if (Version.Parse(number.Value) < LeastKernel)
            return host.Fail("bpf kernel", $"Linux {release} cannot count runs of BPF programs", $"boot Linux {LeastKernel} or newer");
        if (root["jit"] == "0")
            return host.Warn(
                "bpf kernel",
                $"{facts}: programs are interpreted, which costs far more",
                "sysctl -w net.core.bpf_jit_enable=1"
            );
        return root["btf"] == "no" && host.Needs.Tools.Any(tool => tool.Executable.Split('/')[^1] != "python3")
            ? host.Warn(
                "bpf kernel",
                $"{facts}: without BTF, CO-RE tools and kernel structures in bpftrace fail",
                "boot a kernel with CONFIG_DEBUG_INFO_BTF=y"
            )
            : host.Ok("bpf kernel", facts);
    }

    private static CheckResult Statistics(ProbedHost host, ProbeAnswers root) =>
        root["bpf_stats"] switch
        {
            "writable" => host.Ok("bpf run counts", "kernel.bpf_stats_enabled can be switched"),
            null => host.Skipped("bpf run counts", "the host did not get to it in time"),
            _ => host.Fail(
                "bpf run counts",
                $"kernel.bpf_stats_enabled is {root["bpf_stats"]}, so no exposure can be proven",
                "use a host, not an unprivileged container, with CONFIG_BPF_SYSCALL=y and a writable /proc/sys"
            ),
        };

    private static CheckResult Load(ProbedHost host, ProbeAnswers root)
    {
        var limits = root["unprivileged"] is { } unprivileged
            ? $"; unprivileged_bpf_disabled is {unprivileged}, root is not bound by it"
            : "";
        if (root["load"] is not { } load)
            return host.Skipped("bpf load", "neither bpftrace nor bpftool is there to try with");
        var seconds = root.Number("load to") - root.Number("load from");
        var took = seconds is { } known ? $"{known:F1} s" : "unknown time";
        if (load == "yes")
        {
            return seconds > SlowSeconds
                ? host.Warn(
                    "bpf load",
                    $"works, but took {took} (tried with {root["load by"]}): tools start slowly here",
                    "give tools that need it a longer ready.timeout in ebpf-tools-spec.yaml"
                )
                : host.Ok("bpf load", $"works{(seconds > ToldSeconds ? $" in {took}" : "")} (tried with {root["load by"]}){limits}");
        }
        if (load == "late")
            return host.Fail(
                "bpf load",
                $"{root["load by"]} did not end within {took}: nothing refused it, but whether programs load was not found out",
                $"see by hand what it waits for: {ByHand}"
            );
        return host.Fail("bpf load", $"{root["load by"]} failed: {load.Replace("no: ", "", StringComparison.Ordinal)}", Remedy(load));
    }

    /// <summary>What is refused is told from what is broken or short: each has another cause.</summary>
    private static string Remedy(string said)
    {
        bool Says(params string[] texts) => texts.Any(text => said.Contains(text, StringComparison.OrdinalIgnoreCase));
        if (Says("BEGIN_trigger", "Could not resolve symbol"))
            return "this bpftrace is stripped of the symbols that BEGIN and END need: install bpftrace-dbgsym, or another bpftrace";
        if (Says("Cannot allocate memory", "memlock"))
            return "raise the limit of locked memory for root (ulimit -l unlimited), or free memory";
        if (Says("Operation not permitted", "Permission denied", "lockdown"))
            return "see whether lockdown (cat /sys/kernel/security/lockdown), a container or a seccomp filter keeps root from bpf(2)";
        return $"see what it says by hand: {ByHand}";
    }

    private static IEnumerable<CheckResult> Tracing(ProbedHost host, ProbeAnswers root)
    {
        yield return root["tracefs"] == "yes"
            ? host.Ok("tracefs", "mounted")
            : host.Warn("tracefs", "not mounted; tools that attach to tracepoints need it", "mount -t tracefs tracefs /sys/kernel/tracing");
        if (host.Needs.Hints.Kprobes.Count > 0 && root["kprobes"] == "no")
        {
            yield return host.Warn(
                "kprobes",
                $"this kernel has none, and {string.Join(", ", host.Needs.Hints.Kprobes)} names some",
                "boot a kernel with CONFIG_KPROBES=y, or leave these tools out"
            );
        }
    }

    private static IEnumerable<CheckResult> Bcc(ProbedHost host, ProbeAnswers root)
    {
        if (host.Needs.Hints.Bcc.Count == 0)
            yield break;
        yield return root["headers"] == "yes"
            ? host.Ok("kernel headers", "there, for BCC")
            : host.Fail(
                "kernel headers",
                $"missing; BCC compiles {string.Join(", ", host.Needs.Hints.Bcc)} against them",
                $"install on the host: apt-get install linux-headers-{root["kernel"] ?? "$(uname -r)"}, or load the module kheaders"
            );
    }

    [GeneratedRegex(@"^\d{1,4}\.\d{1,4}", RegexOptions.CultureInvariant)]
    private static partial Regex Release();
}
