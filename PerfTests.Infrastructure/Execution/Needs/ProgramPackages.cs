using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>Debian's and Ubuntu's packages of programs, for remedies.</summary>
internal static class ProgramPackages
{
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["iperf3"] = "iperf3",
        ["netperf"] = "netperf",
        ["netserver"] = "netperf",
        ["ping"] = "iputils-ping",
        ["sar"] = "sysstat",
        ["iostat"] = "sysstat",
        ["pidstat"] = "sysstat",
        ["mpstat"] = "sysstat",
        ["top"] = "procps",
        ["ps"] = "procps",
        ["bpftrace"] = "bpftrace",
        ["bpftool"] = "bpftool",
        ["ip"] = "iproute2",
        ["tc"] = "iproute2",
        ["ss"] = "iproute2",
        ["ethtool"] = "ethtool",
        ["python3"] = "python3",
        ["setsid"] = "util-linux",
        ["flock"] = "util-linux",
        ["taskset"] = "util-linux",
        ["chrt"] = "util-linux",
        ["awk"] = "mawk",
        ["grep"] = "grep",
        ["sed"] = "sed",
        ["base64"] = "coreutils",
        ["timeout"] = "coreutils",
        ["nice"] = "coreutils",
        ["numactl"] = "numactl",
        ["sudo"] = "sudo",
        ["ssh"] = "openssh-client",
        ["tar"] = "tar",
    };

    /// <summary>How to install programs on a host.</summary>
    public static string Remedy(SshHost host, IEnumerable<string> programs)
    {
        var names = programs.Select(program => program.Split('/')[^1]).Distinct().ToList();
        if (host.IsLab)
            return "run scripts/install-prerequisites on this machine, or correct the command in the configuration";
        var packages = names.Where(Packages.ContainsKey).Select(name => Packages[name]).Distinct().ToList();
        return packages.Count > 0
            ? $"install on the host: apt-get install {string.Join(' ', packages)} (Debian, Ubuntu), or correct the command in the "
                + $"configuration"
            : "install it on the host, or correct the command in the configuration";
    }
}
