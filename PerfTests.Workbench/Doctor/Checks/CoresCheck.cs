using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>Which cores loads, interrupts, and the suite's own processes and tools share.</summary>
internal sealed class CoresCheck : IHostCheck
{
    private static readonly ShellScript Look = new(typeof(CoresCheck), "cores.sh");

    public string Subject => "cores";

    public string LoginScript(HostNeeds needs) => $"{Look.With(Interfaces(needs))}\n";

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        if (host.Login["suite cores"] is not { Length: > 0 } suite)
            return [host.Skipped("cores", "the host does not tell on which cores a process may run")];
        var parts = new List<string>();
        if (host.Needs.LoadCores.Count > 0)
            parts.Add($"loads on {string.Join(" and on ", host.Needs.LoadCores.Select(cores => cores ?? "any core"))}");
        foreach (var name in Interfaces(host.Needs))
        {
            if (host.Login[$"interrupt cores of {name}"] is { Length: > 0 } cores)
                parts.Add($"interrupts of {name} on {cores.Replace(' ', ',')}");
            if (host.Login[$"packet steering of {name}"] is { Length: > 0 } mask)
                parts.Add($"its packets steered by mask {mask}");
        }
        parts.Add($"monitors, tools and the suite's shells on {suite}");
        if (host.Login["isolated cores"] is { Length: > 0 } isolated)
            parts.Add($"isolated: {isolated}");
        return [host.Ok("cores", string.Join("; ", parts))];
    }

    private static IReadOnlyList<string> Interfaces(HostNeeds needs) =>
        [.. needs.Sides.Select(side => side.Endpoint.Interface).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
}
