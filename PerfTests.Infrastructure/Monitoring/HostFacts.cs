using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>What of a host decides its figures: part of the fingerprint of a run.</summary>
internal static partial class HostFacts
{
    private const string PartMarker = "perftests part ";
    private const string Vulnerabilities = "/sys/devices/system/cpu/vulnerabilities/";

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
        // Only there while connections are tracked, which costs every packet.
        "net.netfilter.nf_conntrack_max",
    ];

    private static readonly Dictionary<string, string> FactOfFile = Sysctls
        .Select(sysctl => (File: $"/proc/sys/{sysctl.Replace('.', '/')}", Fact: sysctl))
        .Append((File: "/proc/sys/kernel/version", Fact: "kernel_build"))
        .Append((File: "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", Fact: "governor"))
        .ToDictionary(file => file.File, file => file.Fact);

    private static readonly ShellScript Facts = new(typeof(HostFacts), "host_facts.sh");

    /// <summary>Reads the facts of a host and of its test interface.</summary>
    /// <returns>Fact by name; a fact that the host does not show is left out.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        IRemoteHost host,
        string networkInterface,
        CancellationToken cancellationToken
    )
    {
        var result = await host.LookCheckedAsync(new RemoteCommand(Facts.With([networkInterface, .. FactOfFile.Keys])), cancellationToken);
        return Parse(result.Output);
    }

    internal static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var parts = text.Split(PartMarker)
            .Skip(1)
            .Select(part => part.Split('\n', 2))
            .Where(part => part.Length == 2)
            .DistinctBy(part => part[0])
            .ToDictionary(part => part[0], part => part[1]);
        var machine = Part("machine");
        var link = LinkValue().Match(Part("link"));
        var files = Part("files")
            .Split('\n')
            .Select(line => line.Split(':', 2))
            .Where(line => line.Length == 2)
            .Select(line => (File: line[0], Value: Spaced(line[1])))
            .ToList();
        return new (string Name, string Value)[]
        {
            ("kernel", Part("kernel")),
            ("cpu", Processor().Match(machine).Groups["name"].Value),
            (
                "cpus",
                machine.Split('\n').Count(line => line.StartsWith("processor", StringComparison.Ordinal)) is > 0 and var cpus
                    ? $"{cpus}"
                    : ""
            ),
            (
                "mitigations",
                string.Concat(files.Where(IsMitigation).Select(file => $"{file.File[Vulnerabilities.Length..]}:{file.Value};"))
            ),
            ("memory_kb", Memory().Match(machine).Groups["kilobytes"].Value),
            ("iperf3", string.Join(' ', FirstLine("iperf3").Split(' ').Take(2))),
            ("netperf", FirstLine("netperf")),
            ("ping", FirstLine("ping")),
            ("mtu", link.Groups["mtu"].Value),
            ("qdisc", link.Groups["qdisc"].Value),
            ("driver", string.Join(' ', Driver().Matches(Part("driver")).Select(match => match.Groups["value"].Value))),
            ("offloads", string.Join(' ', Offload().Matches(Part("offloads")).Select(match => match.Groups["name"].Value))),
            ("rings", WithoutTitle("rings")),
            ("channels", WithoutTitle("channels")),
            ("coalescing", Coalescing(WithoutTitle("coalescing"))),
            ("irq_affinity", Part("interrupts")),
            ("tc_filters", string.Join("; ", Filter().Matches(Part("filters")).Select(match => match.Groups["place"].Value).Distinct())),
        }
            .Concat(files.Where(file => FactOfFile.ContainsKey(file.File)).Select(file => (FactOfFile[file.File], file.Value)))
            .Select(fact => (fact.Item1, Value: Spaced(fact.Item2)))
            .Where(fact => fact.Value.Length > 0)
            .DistinctBy(fact => fact.Item1)
            .ToDictionary(fact => fact.Item1, fact => fact.Value);

        string Part(string name) => parts.GetValueOrDefault(name, "");
        string WithoutTitle(string name) => Part(name).Split('\n', 2) is [_, var rest] ? rest : "";
        string FirstLine(string name) => Part(name).Split('\n')[0].Trim();
        static bool IsMitigation((string File, string Value) file) => file.File.StartsWith(Vulnerabilities, StringComparison.Ordinal);
    }

    // Where the driver adapts them, all but the first line may change from one moment to the next.
    private static string Coalescing(string text) =>
        text.Split('\n', 2) is [var adaptive, _] && adaptive.Contains(": on", StringComparison.Ordinal) ? adaptive : text;

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^model name\s*: (?<name>.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Processor();

    [GeneratedRegex(
        @"^MemTotal:\s*(?<kilobytes>[0-9]+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Memory();

    [GeneratedRegex(@" mtu (?<mtu>[0-9]+) (.*? )?qdisc (?<qdisc>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LinkValue();

    [GeneratedRegex(
        @"^(driver|version|firmware-version): (?<value>.*)$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Driver();

    // Ids of programs behind it change when they are loaded anew; that they do is another rule's.
    [GeneratedRegex(
        @"^filter (?<place>.*?pref [0-9]+ \S+( chain [0-9]+)?)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Filter();

    [GeneratedRegex(@"^(?<name>[a-z-]*): on", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Offload();
}
