using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>What the hosts' facts and resources say about the noise of the measurement.</summary>
internal static class HostRules
{
    private const double StealPercent = 1;

    public static IReadOnlyList<RecommendationRule> All { get; } =
    [
        new("governor", "a host's CPU governor is not performance", Severity.Warning, Governor),
        new("offloads-differ", "client and server have different offloads", Severity.Note, OffloadsDiffer),
        new("cpu-stolen", "the hypervisor took more than 1 % of a host's CPU time", Severity.Warning, Stolen),
    ];

    private static IEnumerable<Finding> Governor(ResultReading reading) =>
        Hosts(reading)
            .Where(host => host.Facts.GetValueOrDefault("governor") is { Length: > 0 } governor && governor != "performance")
            .GroupBy(host => (Id: Id(host.Facts), Governor: host.Facts["governor"]))
            .Select(group => new Finding(
                $"The CPU governor of {group.Key.Id} is {group.Key.Governor}: its clock follows the load, which adds noise and can hide "
                    + $"or invent overhead. Set it to performance (cpupower frequency-set -g performance) and measure again.",
                [.. group.Select(host => host.Case)],
                []
            ));

    private static IEnumerable<Finding> OffloadsDiffer(ResultReading reading) =>
        reading
            .Fingerprints.Select(each => (Case: each.Key, Client: Offloads(each.Value, "client"), Server: Offloads(each.Value, "server")))
            .Where(each => each.Client is not null && each.Server is not null && each.Client != each.Server)
            .GroupBy(each => (each.Client, each.Server))
            .Select(group => new Finding(
                $"Offloads differ: only on the client {Only(group.Key.Client!, group.Key.Server!)}, only on the server "
                    + $"{Only(group.Key.Server!, group.Key.Client!)}. If that is not meant, make them equal with ethtool -K and measure "
                    + $"again.",
                [.. group.Select(each => each.Case)],
                []
            ));

    private static IEnumerable<Finding> Stolen(ResultReading reading) =>
        reading
            .Cases.SelectMany(result =>
                reading
                    .MonitoringIn(CaseRuns.Of(result) is var runs ? runs.Baseline.Concat(runs.Middle) : [])
                    .SelectMany(summary => summary.Hosts.Values)
                    .Select(host => (result.Verdict.Case, host.HostId, Steal: host.Cpu?.Window.Steal))
            )
            .Where(each => each.Steal is not null)
            .GroupBy(each => each.HostId)
            .Select(group =>
                (
                    Host: group.Key,
                    Mean: group.Average(each => each.Steal!.Value),
                    Cases: group.Select(each => each.Case).Distinct().ToList()
                )
            )
            .Where(each => each.Mean > StealPercent)
            .Select(each => new Finding(
                $"The hypervisor took {each.Mean:0.0} % of the CPU time of {each.Host} while loads ran: other guests disturb it. Pin its "
                    + $"virtual CPUs or measure on a quieter machine.",
                each.Cases,
                [new("mean steal", each.Mean, "% of all cores")]
            ));

    private static IEnumerable<(string Case, IReadOnlyDictionary<string, string> Facts)> Hosts(ResultReading reading) =>
        reading.Fingerprints.SelectMany(each => each.Value.Hosts.Values.Select(facts => (each.Key, facts)));

    private static string Id(IReadOnlyDictionary<string, string> facts) => facts.GetValueOrDefault("host_id", "a host");

    private static string? Offloads(Fingerprint fingerprint, string role) =>
        fingerprint.Hosts.GetValueOrDefault(role)?.GetValueOrDefault("offloads");

    private static string Only(string here, string there) =>
        here.Split(' ').Except(there.Split(' ')).ToList() is { Count: > 0 } only ? string.Join(", ", only) : "none";
}
