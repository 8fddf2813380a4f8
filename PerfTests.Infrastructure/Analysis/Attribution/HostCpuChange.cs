using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Attribution;

/// <summary>How much CPU each host took more with the tool than in the baselines beside it, whoever took it.</summary>
internal static class HostCpuChange
{
    /// <returns>By role; roles that share a kernel are one entry, as in <c>client and server</c>.</returns>
    public static IReadOnlyDictionary<string, AttributedHost> Of(
        IReadOnlyList<RoundRecord> validRounds,
        IReadOnlyDictionary<string, RunRecord> runs,
        double alpha
    )
    {
        var rounds = validRounds
            .Select(round => (Baseline: Cpus(round.Baseline), Middle: Cpus(round.Middle)))
            .Where(round => round is { Baseline.Count: > 0, Middle.Count: > 0 })
            .ToList();
        if (rounds.Count == 0)
            return new Dictionary<string, AttributedHost>();
        var machines = rounds[0]
            .Middle[0]
            .Hosts.OrderBy(host => host.Key, StringComparer.Ordinal)
            .GroupBy(host => host.Value.BootId ?? host.Key);
        return machines
            .Select(machine =>
                (Roles: string.Join(" and ", machine.Select(host => host.Key)), Host: OfRole(machine.First().Key, machine.First().Value))
            )
            .Where(machine => machine.Host is not null)
            .ToDictionary(machine => machine.Roles, machine => machine.Host!);

        // A part of a round tells nothing.
        List<RunCpu> Cpus(IReadOnlyList<string> folders) =>
            folders.Select(folder => runs.GetValueOrDefault(folder)?.Cpu).OfType<RunCpu>().ToList() is var found
            && found.Count == folders.Count
                ? found
                : [];

        AttributedHost? OfRole(string role, HostCpu shape) =>
            Change(role, cpu => cpu.BusySeconds) is not { } busy
                ? null
                : new AttributedHost
                {
                    Busy = busy,
                    User = Change(role, cpu => cpu.UserSeconds)!,
                    System = Change(role, cpu => cpu.SystemSeconds)!,
                    SoftIrq = Change(role, cpu => cpu.SoftIrqSeconds)!,
                    OutsideTasks = Change(role, cpu => cpu.OutsideTasksSeconds),
                    Cores = shape
                        .BusySecondsPerCore.Keys.Select(core =>
                            (
                                Core: core,
                                Busy: Change(role, cpu => cpu.BusySecondsPerCore.TryGetValue(core, out var seconds) ? seconds : null)
                            )
                        )
                        .Where(core => core.Busy is not null)
                        .ToDictionary(core => core.Core, core => core.Busy!),
                };

        CpuInterval? Change(string role, Func<HostCpu, double?> seconds)
        {
            var changes = rounds
                .Select(round =>
                    round
                        .Middle.SelectMany(middle =>
                            round.Baseline.Select(baseline => Percent(middle, role, seconds) - Percent(baseline, role, seconds))
                        )
                        .ToList()
                )
                .Where(round => round.TrueForAll(change => change is not null))
                .Select(round => round.OfType<double>().ToArray())
                .ToList();
            return changes.Count == 0 ? null : ExtraCpu.Interval(changes, alpha);
        }
    }

    private static double? Percent(RunCpu cpu, string role, Func<HostCpu, double?> seconds) =>
        cpu.Hosts.TryGetValue(role, out var host) && host.WindowSeconds > 0 ? 100 * seconds(host) / host.WindowSeconds : null;
}
