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

    private static readonly ShellScript Facts = new(typeof(HostFacts), "host_facts.sh");

    /// <summary>Reads the facts of a host and of its test interface.</summary>
    /// <returns>Fact by name; a fact that the host does not show is left out.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        IRemoteHost host,
        string networkInterface,
        CancellationToken cancellationToken
    )
    {
        var result = await host.RunCheckedAsync(
            new RemoteCommand(
                Facts.With([networkInterface, .. Sysctls.SelectMany(key => new[] { key, $"/proc/sys/{key.Replace('.', '/')}" })])
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
