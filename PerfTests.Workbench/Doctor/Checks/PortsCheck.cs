using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>Ports on which load servers will listen: none of them may be taken.</summary>
internal sealed class PortsCheck : IHostCheck
{
    private const string Check = "ports";

    public string Subject => "ports";

    // A server is refused on a port that is taken at any address, because it would be somebody else's server that answers.
    public string LoginScript(HostNeeds needs) => needs.ServerPorts.Count == 0 ? "" : $"{ListeningPorts.Script}fact ports seen\n";

    public string RootScript(HostNeeds needs) => needs.ServerPorts.Count == 0 ? "" : PortHolder.Script;

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        var wanted = host.Needs.ServerPorts;
        if (wanted.Count == 0)
            yield break;
        if (host.Login["ports"] is null)
        {
            yield return host.Skipped(Check, "the host did not get to it in time");
            yield break;
        }
        var (tcp, udp) = (ListeningPorts.Tcp(host.Login), ListeningPorts.Udp(host.Login));
        HashSet<int> taken = [.. tcp, .. udp];
        foreach (var port in wanted.Where(tcp.Contains))
            yield return Taken(host, port, taken);
        var udpOnly = wanted.Where(port => udp.Contains(port) && !tcp.Contains(port)).ToList();
        foreach (var port in udpOnly)
            yield return host.Warn(
                $"port {port}",
                $"is taken for UDP{By(PortHolder.Of(host.Root, port))}: UDP loads of iperf3 fail there",
                Remedy(host, port, taken)
            );
        if (udpOnly.Count == 0 && !wanted.Any(tcp.Contains))
            yield return host.Ok(Check, $"free: {Ranges(wanted)}");
    }

    /// <summary>Ascending numbers with neighbours drawn together: <c>5001-5008, 12865</c>.</summary>
    internal static string Ranges(IReadOnlyList<int> ascending)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in ascending)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == number)
                ranges[^1] = (ranges[^1].First, number);
            else
                ranges.Add((number, number));
        }
        return string.Join(", ", ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }

    private static CheckResult Taken(ProbedHost host, int port, IReadOnlySet<int> taken) =>
        host.Fail($"port {port}", $"is taken{By(PortHolder.Of(host.Root, port))}", Remedy(host, port, taken));

    private static string By(PortHolder? holder) => holder is null ? "" : $" by {holder}";

    /// <summary>Other ports come first: the server there may be somebody's, such as the netserver that Debian's netperf starts.</summary>
    private static string Remedy(ProbedHost host, int port, IReadOnlySet<int> taken)
    {
        var loads = host.Needs.PortLoads.Where(load => port >= load.BasePort && port < load.BasePort + load.Streams).ToList();
        var streams = loads.Select(load => load.Streams).DefaultIfEmpty(1).Max();
        var who = loads.Count == 0 ? "" : $" of {string.Join(" and ", loads.Select(load => load.TestType).Distinct())}";
        var free = ListeningPorts.FirstFree(port + 1, streams, taken.Concat(host.Needs.ServerPorts).ToHashSet());
        var other = free is null ? "choose other ports" : $"set ports (or base_port){who} to {free}, which is free there,";
        var ending = PortHolder.Of(host.Root, port) is { } holder
            ? $"or, if nobody needs that server: {holder.Ending}"
            : "or end that server";
        return $"{other} in performance-test-spec.yaml; {ending}";
    }
}
