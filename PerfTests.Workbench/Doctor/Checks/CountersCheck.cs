using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>
/// Whether perf counts here what runs want to be counted, tried for a second with the command, the account and the reading of a run.
/// </summary>
/// <remarks>Runs are as good without: a host that cannot is told, and is no worse for it.</remarks>
internal sealed class CountersCheck(MonitoringConfig monitoring) : IHostCheck
{
    private const string Name = "perf counters";
    private const int Seconds = 1;

    public string Subject => "perf counters";

    public string LoginScript(HostNeeds needs) => AsRoot(needs) ? "" : Script(needs);

    public string RootScript(HostNeeds needs) => AsRoot(needs) ? Script(needs) : "";

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        if (!IsWanted(host.Needs))
            yield break;
        if ((AsRoot(host.Needs) ? host.Root : host.Login) is not { } answers)
            yield return host.Skipped(Name, "root is needed to look");
        else if (answers["perf"] is { } state && Output(answers) is { } output)
            yield return Judge(host, new CollectorOutput(Collector(), output, answers["perf said"] ?? "", state == "absent"));
        else
            yield return host.Skipped(Name, "the host did not get to it in time");
    }

    private CheckResult Judge(ProbedHost host, CollectorOutput log)
    {
        var missing = new List<MissingMonitor>();
        var counts = EventCounts.Read(log, monitoring.Perf.Events, Window(log.Output), missing);
        if (missing.Count > 0)
        {
            var reasons = string.Join("; ", missing.Select(each => each.Reason));
            return host.Skipped(Name, $"{reasons}. Only budgets on instructions_per_packet and cycles_per_packet need them") with
            {
                Remedy = missing[0].Remedy,
            };
        }
        var shared = counts
            .Where(count => count.Value.CountedPercent < 100)
            .Select(count => $"{count.Key} in {count.Value.CountedPercent:0.##} % of the time, scaled")
            .ToList();
        return host.Ok(
            Name,
            $"perf counts {string.Join(", ", monitoring.Perf.Events)}"
                + $"{(shared.Count > 0 ? $"; others use the counters too: {string.Join(", ", shared)}" : "")}"
        );
    }

    private bool IsWanted(HostNeeds needs) => monitoring is { Enabled: true, Perf.Enabled: true } && needs.Sides.Count > 0;

    // The monitors of a host run as root where the tool runs.
    private static bool AsRoot(HostNeeds needs) => needs.Sides.All(side => side.Environment.ToolEndpoints[0].Host.Id == needs.Host.Id);

    private Collector Collector() =>
        new(CollectorKind.Events, "perf.log", MonitorPrograms.Perf, PerfStatCommand.Of(monitoring.Perf.Events, Seconds))
        {
            IntervalSeconds = Seconds,
        };

    // In base64, as an answer is one line.
    private string Script(HostNeeds needs) =>
        !IsWanted(needs)
            ? ""
            : $$"""
                export LC_ALL=C
                if command -v perf >/dev/null 2>&1; then
                  exec 3>&1
                  fact 'perf said' "$({ printf 'perf log=%s\n' "$(timeout 8 {{Collector().Command}} | base64 | tr -d '\n')" >&3; } 2>&1)"
                  fact perf there
                else
                  fact perf absent
                fi

                """;

    private static byte[]? Output(ProbeAnswers answers)
    {
        var text = answers["perf log"] ?? "";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    // All that it counted; a log that cannot be read has no window either, and is told as that.
    private static CountWindow Window(byte[] output)
    {
        try
        {
            var (began, rows) = PerfStatParser.Parse(Encoding.UTF8.GetString(output));
            return new CountWindow(began, began.AddSeconds(rows.Count > 0 ? rows[^1].EndSeconds - 0.001 : 0), 0);
        }
        catch (FormatException)
        {
            return new CountWindow(default, default, 0);
        }
    }
}
