using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>What must be alike on both ends of a load. The findings stand with the client.</summary>
internal static class EnvironmentCheck
{
    public static IEnumerable<CheckResult> Judge(TestEnvironment environment, IReadOnlyList<ProbedHost> hosts)
    {
        var (server, client) = (Find(HostRole.Server), Find(HostRole.Client));
        if (server is not { Host: { } serverHost } || client is not { Host: { } clientHost })
            yield break;
        foreach (
            var finding in (CheckResult?[])
                [
                    Mtu(environment, server.Value, client.Value),
                    Offloads(environment, server.Value, client.Value),
                    Clocks(environment, serverHost, clientHost),
                ]
        )
        {
            if (finding is not null)
                yield return finding;
        }

        (ProbedHost Host, int Number)? Find(HostRole role)
        {
            foreach (var host in hosts)
            {
                var number = host.Needs.Sides.ToList().FindIndex(side => side.Environment.Id == environment.Id && side.Role == role);
                if (number >= 0)
                    return (host, number);
            }
            return null;
        }
    }

    private static CheckResult? Mtu(TestEnvironment environment, (ProbedHost Host, int Number) server, (ProbedHost Host, int Number) client)
    {
        if (server.Host.Login[$"mtu {server.Number}"] is not { } there || client.Host.Login[$"mtu {client.Number}"] is not { } here)
            return null;
        return here == there
            ? null
            : client.Host.Warn(
                $"MTU {environment.Id}",
                $"{here} here, {there} on {server.Host.Id}: large packets are lost or cut",
                "ip link set dev … mtu to the same on both ends"
            );
    }

    private static CheckResult? Offloads(
        TestEnvironment environment,
        (ProbedHost Host, int Number) server,
        (ProbedHost Host, int Number) client
    )
    {
        if (
            server.Host.Login[$"offloads {server.Number}"] is not { } there
            || client.Host.Login[$"offloads {client.Number}"] is not { } here
        )
            return null;
        var (ours, theirs) = (here.Split(' '), there.Split(' '));
        var differing = ours.Except(theirs).Concat(theirs.Except(ours)).Order(StringComparer.Ordinal).ToList();
        return differing.Count == 0
            ? null
            : client.Host.Warn(
                $"offloads {environment.Id}",
                $"differ from {server.Host.Id} in {string.Join(", ", differing)}",
                "set them alike with ethtool -K, or know that both ends cost differently"
            );
    }

    private static CheckResult? Clocks(TestEnvironment environment, ProbedHost server, ProbedHost client)
    {
        if (server.Id == client.Id || server.Clock is not { } there || client.Clock is not { } here)
            return null;
        var offset = here - there;
        return offset.Exceeds(ClockCheck.LimitSeconds)
            ? client.Warn($"clocks {environment.Id}", $"{offset} against {server.Id}", ClockCheck.Remedy)
            : client.Ok($"clocks {environment.Id}", $"{offset} against {server.Id}");
    }
}
