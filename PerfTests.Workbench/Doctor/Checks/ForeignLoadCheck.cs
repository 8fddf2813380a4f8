using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>What other processes take of a host now, as the validity rule <c>foreign_cpu_percent</c> sees it while a load runs.</summary>
internal sealed class ForeignLoadCheck : IHostCheck
{
    private const int NamesTold = 3;

    public string Subject => "foreign load";

    public string LoginScript(HostNeeds needs) =>
        $$"""
            {{HostState.ShellFunction}}
            look() { read -r up rest </proc/uptime; fact "foreign_$1_at" "$up"; {{HostState.Call}} 2>/dev/null | sed -n "s/^foreign /foreign_$1=/p"; }
            look before; sleep 0.5; look after

            """;

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        if (host.Login.Number("foreign_before_at") is not { } from || host.Login.Number("foreign_after_at") is not { } to || to <= from)
            yield break;
        if (Ticks(host, "foreign_before") is not { } before || Ticks(host, "foreign_after") is not { } after)
        {
            yield return host.Skipped("foreign load", "the host's processes cannot be read");
            yield break;
        }
        var percent = after
            .Keys.Union(before.Keys)
            .ToDictionary(
                name => name,
                name => 100 * (after.GetValueOrDefault(name) - before.GetValueOrDefault(name)) / ProcessTimes.TicksPerSecond / (to - from)
            );
        var total = Math.Max(0, percent.Values.Sum());
        var busiest = percent
            .Where(process => process.Value >= 1)
            .OrderByDescending(process => process.Value)
            .Take(NamesTold)
            .Select(process => $"{process.Key} {process.Value:F0}")
            .ToList();
        var found = $"processes of others use {total:F0} % of a core{(busiest.Count == 0 ? "" : $" ({string.Join(", ", busiest)})")}";
        yield return total > ValidityRule.ForeignCpu.DefaultLimit
            ? host.Warn(
                "foreign load",
                found,
                $"end them, or wait: rounds beside more than {ValidityRule.ForeignCpu.DefaultLimit:0} % are dropped unless "
                    + $"validity.{ValidityRule.ForeignCpu.Name} in thresholds.yaml says otherwise"
            )
            : host.Ok("foreign load", found);
    }

    private static IReadOnlyDictionary<string, double>? Ticks(ProbedHost host, string key)
    {
        try
        {
            return ProcessTimes.Parse(host.Login.All(key).Select(line => $"foreign {line}"));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
