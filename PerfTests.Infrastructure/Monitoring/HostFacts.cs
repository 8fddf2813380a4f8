using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>What of a host decides its figures: part of the fingerprint of a run.</summary>
internal static class HostFacts
{
    private static readonly string[] Sysctls =
    [
        "net.ipv4.tcp_congestion_control",
        "net.core.default_qdisc",
        "net.core.rmem_max",
        "net.core.wmem_max",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem",
        "net.core.netdev_max_backlog",
        "net.core.bpf_jit_enable",
        "net.core.rps_sock_flow_entries",
    ];

    /// <summary>Reads the facts of a host and of its test interface.</summary>
    /// <returns>Fact by name; a fact that the host does not show is left out.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        IRemoteHost host,
        string networkInterface,
        CancellationToken cancellationToken
    )
    {
        var device = ShellWord.Quote(networkInterface);
        var result = await host.RunCheckedAsync(
            new RemoteCommand(
                $$"""
                # Read after every round, and each process costs about a millisecond. (read does not do for /proc/sys: it takes bytes, and these files give one.)
                set -f
                fact() { name=$1; set -- $2; printf '%s=%s\n' "$name" "$*"; }
                file() { fact "$1" "$(cat "$2" 2>/dev/null)"; }
                fact kernel "$(uname -srm)"
                fact kernel_build "$(uname -v)"
                fact cpu "$(sed -n '/^model name/{s/^[^:]*: //p;q}' /proc/cpuinfo)"
                fact cpus "$(grep -c ^processor /proc/cpuinfo)"
                file governor /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor
                fact mitigations "$(set +f; cd /sys/devices/system/cpu/vulnerabilities 2>/dev/null && grep -H . * | tr '\n' ';')"
                fact memory_kb "$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)"
                fact iperf3 "$(iperf3 --version 2>/dev/null | sed -n '1s/^\([^ ]* [^ ]*\).*/\1/p')"
                fact netperf "$(netperf -V 2>/dev/null | sed -n 1p)"
                fact ping "$(ping -V 2>/dev/null | sed -n 1p)"
                link=$(ip -o link show dev {{device}} 2>/dev/null)
                value=${link##* mtu }; fact mtu "${value%% *}"
                value=${link##* qdisc }; fact qdisc "${value%% *}"
                fact driver "$(ethtool -i {{device}} 2>/dev/null | sed -n 's/^\(driver\|version\|firmware-version\): //p')"
                fact offloads "$(ethtool -k {{device}} 2>/dev/null | sed -n 's/^\([a-z-]*\): on.*/\1/p')"
                fact rings "$(ethtool -g {{device}} 2>/dev/null | sed 1d)"
                {{string.Join("; ", Sysctls.Select(key => $"file {key} /proc/sys/{key.Replace('.', '/')}"))}}
                """
            ),
            cancellationToken
        );
        return Parse(result.Output);
    }

    internal static IReadOnlyDictionary<string, string> Parse(string lines) =>
        lines
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2 && parts[1].Trim().Length > 0)
            .GroupBy(parts => parts[0])
            .ToDictionary(group => group.Key, group => group.First()[1].Trim());
}
