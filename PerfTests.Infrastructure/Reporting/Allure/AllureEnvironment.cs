using System.Runtime.InteropServices;
using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Facts of the machines for the report's first page: one line where all hosts agree, else one per host.</summary>
internal static class AllureEnvironment
{
    /// <summary>What a reader asks for first; a case's fingerprint, which is attached, has the rest.</summary>
    private static readonly string[] Shown =
    [
        "kernel",
        "cpu",
        "cpus",
        "governor",
        "memory_kb",
        "driver",
        "mtu",
        "qdisc",
        "net.ipv4.tcp_congestion_control",
        "iperf3",
        "netperf",
        "ping",
    ];

    /// <param name="fingerprints">What each environment was measured under, by its id.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyDictionary<string, Fingerprint> fingerprints)
    {
        var hosts = fingerprints
            .OrderBy(each => each.Key, StringComparer.Ordinal)
            .SelectMany(each =>
                each.Value.Hosts.OrderBy(host => host.Key, StringComparer.Ordinal)
                    .Select(host => (Place: $"{each.Key} {host.Key}", Facts: host.Value))
            )
            .ToList();
        return
        [
            new("controller", $"{RuntimeInformation.OSDescription}, .NET {System.Environment.Version}"),
            .. hosts.Select(host => KeyValuePair.Create(host.Place, Named(host.Facts))),
            .. Shown.SelectMany(fact =>
                Lines(fact, [.. hosts.Where(host => host.Facts.ContainsKey(fact)).Select(host => (host.Place, host.Facts[fact]))])
            ),
        ];
    }

    private static string Named(IReadOnlyDictionary<string, string> facts) =>
        string.Join(
            ", ",
            ((string[])["host_id", "interface"]).Select(fact => facts.GetValueOrDefault(fact)).Where(value => !string.IsNullOrEmpty(value))
        );

    private static IEnumerable<KeyValuePair<string, string>> Lines(string fact, IReadOnlyList<(string Place, string Value)> values) =>
        values.Select(each => each.Value).Distinct().Count() == 1
            ? [new(fact, values[0].Value)]
            : values.Select(each => KeyValuePair.Create($"{each.Place} {fact}", each.Value));
}
