using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>The interfaces that the environments name: there, up, with the address of the load, and the other end answering.</summary>
internal sealed class TestInterfaceCheck : IHostCheck
{
    private static readonly ShellScript Look = new(typeof(TestInterfaceCheck), "test_interface.sh");

    public string Subject => "interfaces and test path";

    public string LoginScript(HostNeeds needs)
    {
        var script = new StringBuilder();
        for (var i = 0; i < needs.Sides.Count; i++)
        {
            var side = needs.Sides[i];
            if (side.Endpoint.Interface.Length > 0)
                script.Append(InterfaceScript(i, side));
            foreach (var name in Named(side))
                script.Append(
                    $"ip link show dev {ShellWord.Quote(name)} >/dev/null 2>&1 || fact 'named absent {i}' {ShellWord.Quote(name)}\n"
                );
            if (side.Role == HostRole.Client)
            {
                var (from, to) = (ShellWord.Quote(side.Endpoint.TestIp), ShellWord.Quote(side.PeerIp));
                script.Append(PeerScript(i, from, to));
            }
        }
        return script.ToString();
    }

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        for (var i = 0; i < host.Needs.Sides.Count; i++)
        {
            var side = host.Needs.Sides[i];
            if (side.Endpoint.Interface.Length > 0)
                yield return JudgeInterface(host, side, i);
            foreach (var name in host.Login.All($"named absent {i}"))
            {
                var variables = side.Endpoint.Variables.Where(variable => variable.Value == name).Select(variable => variable.Key);
                yield return host.Fail(
                    $"interface {name}",
                    $"there is none, and {string.Join(", ", variables)} of {side.Environment.Id} names it",
                    "correct variables in test-environments.yaml"
                );
            }
            if (side.Role == HostRole.Client)
                yield return JudgePeer(host, side, i);
        }
    }

    /// <summary>Interfaces that the variables for tools name, such as PHY_INTERFACE.</summary>
    private static IEnumerable<string> Named(HostSide side) =>
        side
            .Endpoint.Variables.Where(variable =>
                variable.Key.EndsWith("INTERFACE", StringComparison.Ordinal)
                && variable.Value.Length > 0
                && variable.Value != side.Endpoint.Interface
            )
            .Select(variable => variable.Value)
            .Distinct(StringComparer.Ordinal);

    private static string InterfaceScript(int number, HostSide side) => $"{Look.With(number.ToString(), side.Endpoint.Interface)}\n";

    /// <summary>Three echoes; where none was sent, ping's last line says why.</summary>
    private static string PeerScript(int number, string from, string to) =>
        $$"""
            if command -v ping >/dev/null 2>&1; then
              said=$(timeout 5 ping -n -c 3 -i 0.2 -W 1 -I {{from}} {{to}} 2>&1)
              fact 'peer {{number}}' "$(printf '%s\n' "$said" | grep 'packet loss' || printf '%s\n' "$said" | tail -n 1 | cut -c 1-120)"
            fi

            """;

    private static CheckResult JudgeInterface(ProbedHost host, HostSide side, int number)
    {
        var (name, testIp) = (side.Endpoint.Interface, side.Endpoint.TestIp);
        var check = $"interface {name}";
        var where = $"test_environments.{side.Environment.Id} in test-environments.yaml";
        if (host.Login[$"absent {number}"] is not null)
            return host.Fail(check, $"there is none; the host has {host.Login["interfaces"] ?? "none"}", $"correct interface of {where}");
        if (host.Login[$"link {number}"] is not { } link)
            return host.Skipped(check, "the host did not get to it in time");
        if (!link.Contains("UP,", StringComparison.Ordinal) && !link.Contains("UP>", StringComparison.Ordinal))
            return host.Fail(check, $"is down: {link}", $"ip link set dev {name} up");
        if (link.Contains("NO-CARRIER", StringComparison.Ordinal))
            return host.Fail(check, "has no carrier", "see to the cable, or to the other end of it");
        var addresses = host.Login.All($"address {number}");
        if (testIp.Length > 0 && !addresses.Contains(testIp))
            return host.Fail(
                check,
                $"does not have the test_ip {testIp}; it has {(addresses.Count == 0 ? "none" : string.Join(", ", addresses))}",
                $"correct test_ip or interface of {where}, or add the address"
            );
        var speed = host.Login.Number($"speed {number}") is { } megabits and > 0 ? $", {megabits} Mbit/s" : "";
        return host.Ok(check, $"up, {(testIp.Length > 0 ? $"{testIp}, " : "")}MTU {host.Login[$"mtu {number}"] ?? "unknown"}{speed}");
    }

    private static CheckResult JudgePeer(ProbedHost host, HostSide side, int number)
    {
        var check = $"test path {side.Environment.Id}";
        if (host.Login[$"peer {number}"] is not { } said)
            return host.Skipped(check, "there is no ping to try, or it did not finish in time");
        if (said.Contains(" 0% packet loss", StringComparison.Ordinal))
            return host.Ok(check, $"{side.PeerIp} answers {side.Endpoint.TestIp}");
        var remedy = $"see whether {side.PeerIp} is up on the server, routed from {side.Endpoint.TestIp}, and lets ICMP in";
        // A firewall may drop echoes and let the load through.
        return said.Contains("packet loss", StringComparison.Ordinal)
            ? host.Warn(check, $"{side.PeerIp} did not answer every ping: {said}", remedy)
            : host.Fail(check, said, remedy);
    }
}
