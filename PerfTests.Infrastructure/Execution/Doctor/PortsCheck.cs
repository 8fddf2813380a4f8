using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Execution.Doctor;

/// <summary>Ports on which load servers will listen: none of them may be taken.</summary>
internal sealed partial class PortsCheck : IHostCheck
{
    private const string Check = "ports";

    // A server is refused on a port that is taken at any address, because it would be somebody else's server that answers.
    public string LoginScript(HostNeeds needs) => needs.ServerPorts.Count == 0 ? "" : $$"""
        for port in {{string.Join(' ', needs.ServerPorts.Select(port => port.ToString("X4", CultureInfo.InvariantCulture)))}}; do
          grep -Eqs ":$port [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6 && fact taken "$port"
        done
        fact ports seen

        """;

    public string RootScript(HostNeeds needs) => needs.ServerPorts.Count == 0 ? "" : """
        timeout 3 ss -Hlntp 2>/dev/null | head -n 200 | sed 's/^/listener=/'

        """;

    public IEnumerable<Finding> Judge(ProbedHost host)
    {
        var wanted = host.Needs.ServerPorts;
        if (wanted.Count == 0)
            yield break;
        if (host.Login["ports"] is null)
        {
            yield return host.Skipped(Check, "the host did not get to it in time");
            yield break;
        }
        var taken = host.Login.All("taken")
            .Select(hex => int.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port) ? port : 0).Where(wanted.Contains).Distinct().ToList();
        foreach (var port in taken)
        {
            yield return host.Fail(
                $"port {port}", $"is taken{Holder(host, port)}",
                "end that server, or choose other ports in performance-test-spec.yaml (ports, base_port)");
        }
        if (taken.Count == 0)
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

    private static string Holder(ProbedHost host, int port)
    {
        var line = host.Root?.All("listener").FirstOrDefault(listener => listener.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3)
            ?.EndsWith($":{port}", StringComparison.Ordinal) == true);
        return line is not null && Users().Match(line) is { Success: true } user ? $" by {user.Groups["name"].Value} (process {user.Groups["pid"].Value})" : "";
    }

    [GeneratedRegex("\\(\"(?<name>[^\"]{1,64})\",pid=(?<pid>[0-9]{1,10})", RegexOptions.CultureInvariant)]
    private static partial Regex Users();
}
