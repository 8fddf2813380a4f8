using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>What of a host decides its figures: part of the fingerprint of a run.</summary>
internal static class HostFacts
{
    private static readonly string[] Sysctls =
    [
        "net.ipv4.tcp_congestion_control", "net.core.default_qdisc", "net.core.rmem_max", "net.core.wmem_max", "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem", "net.core.netdev_max_backlog", "net.core.bpf_jit_enable", "net.core.rps_sock_flow_entries",
    ];

    /// <summary>Reads the facts of a host and of its test interface.</summary>
    /// <returns>Fact by name; a fact that the host does not show is left out.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        IRemoteHost host, string networkInterface, CancellationToken cancellationToken)
    {
        var device = ShellWord.Quote(networkInterface);
        var result = await host.RunCheckedAsync(
            new RemoteCommand($$"""
                fact() { printf '%s=%s\n' "$1" "$(printf %s "$2" | tr '\n' ' ')"; }
                fact kernel "$(uname -srm)"
                fact kernel_build "$(uname -v)"
                fact cpu "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
                fact cpus "$(grep -c ^processor /proc/cpuinfo)"
                fact governor "$(cat /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor 2>/dev/null)"
                fact mitigations "$(cd /sys/devices/system/cpu/vulnerabilities 2>/dev/null && grep -H . * | tr '\n' ';')"
                fact memory_kb "$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)"
                fact iperf3 "$(iperf3 --version 2>/dev/null | head -n 1 | cut -d' ' -f1,2)"
                fact netperf "$(netperf -V 2>/dev/null | head -n 1)"
                fact ping "$(ping -V 2>/dev/null | head -n 1)"
                fact mtu "$(ip -o link show dev {{device}} 2>/dev/null | sed -n 's/.* mtu \([0-9]*\) .*/\1/p')"
                fact qdisc "$(ip -o link show dev {{device}} 2>/dev/null | sed -n 's/.* qdisc \([^ ]*\) .*/\1/p')"
                fact driver "$(ethtool -i {{device}} 2>/dev/null | sed -n 's/^\(driver\|version\|firmware-version\): //p' | tr '\n' ' ')"
                fact offloads "$(ethtool -k {{device}} 2>/dev/null | sed -n 's/^\([a-z-]*\): on.*/\1/p' | tr '\n' ' ')"
                fact rings "$(ethtool -g {{device}} 2>/dev/null | tail -n +2 | tr -s '\t\n ' ' ')"
                for key in {{string.Join(' ', Sysctls)}}; do fact "$key" "$(cat /proc/sys/$(printf %s "$key" | tr . /) 2>/dev/null)"; done
                """),
            cancellationToken);
        return Parse(result.Output);
    }

    internal static IReadOnlyDictionary<string, string> Parse(string lines) =>
        lines.Split('\n').Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2 && parts[1].Trim().Length > 0)
            .GroupBy(parts => parts[0]).ToDictionary(group => group.Key, group => group.First()[1].Trim());
}
