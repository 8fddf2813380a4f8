using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>What disturbed a host while a load ran, in the terms of the validity rules. Pure.</summary>
internal static class HostMeasures
{
    private const int NamesTold = 3;

    public static IEnumerable<ValidityMeasure> Of(HostLook host)
    {
        yield return host.Before.Cpu is { } cpuBefore && host.After.Cpu is { } cpuAfter && cpuAfter.All.Total > cpuBefore.All.Total
            ? Measured(
                host,
                ValidityRule.Steal,
                100.0 * Grown(cpuBefore.All.Steal, cpuAfter.All.Steal) / (cpuAfter.All.Total - cpuBefore.All.Total)
            )
            : Unknown(host, ValidityRule.Steal, "the host shows no CPU times");
        if (host.StateBefore is not { } before || host.StateAfter is not { } after)
        {
            foreach (
                var rule in (ValidityRule[])
                    [ValidityRule.ForeignCpu, ValidityRule.ClockJump, ValidityRule.FrequencyChange, ValidityRule.Throttling]
            )
                yield return Unknown(host, rule, "the host did not report its state");
            yield break;
        }
        yield return ForeignCpu(host, before, after);
        yield return Measured(host, ValidityRule.ClockJump, ClockJump(host, before, after));
        yield return before.FrequencyCeiling is > 0 and { } low && after.FrequencyCeiling is { } high
            ? Measured(host, ValidityRule.FrequencyChange, FrequencyChange(low, high))
            : Unknown(host, ValidityRule.FrequencyChange, "the host shows no CPU frequencies, as most guests");
        yield return before.ThrottleEvents is { } cool && after.ThrottleEvents is { } hot
            ? Measured(host, ValidityRule.Throttling, Math.Max(0, hot - cool))
            : Unknown(host, ValidityRule.Throttling, "the host counts no throttling, as most guests");
    }

    /// <summary>Change between two sums of frequency ceilings, in percent of the first, without sign.</summary>
    public static double FrequencyChange(double before, double after) => 100 * Math.Abs(after - before) / before;

    private static ValidityMeasure ForeignCpu(HostLook host, HostState before, HostState after)
    {
        // By the clock that does not jump.
        var seconds = after.UptimeSeconds - before.UptimeSeconds;
        if (seconds <= 0)
            return Unknown(host, ValidityRule.ForeignCpu, "no time passed on the host");
        // Signed: what a process had used moves to the one that waited for it.
        var percent = after
            .ForeignTicks.Keys.Union(before.ForeignTicks.Keys)
            .Select(name =>
                (
                    Name: name,
                    Percent: 100
                        * (after.ForeignTicks.GetValueOrDefault(name) - before.ForeignTicks.GetValueOrDefault(name))
                        / ProcessTimes.TicksPerSecond
                        / seconds
                )
            )
            .ToList();
        var busiest = percent
            .Where(process => process.Percent >= 1)
            .OrderByDescending(process => process.Percent)
            .ThenBy(process => process.Name, StringComparer.Ordinal)
            .Take(NamesTold)
            .Select(process => $"{process.Name} {process.Percent:0}")
            .ToList();
        return Measured(host, ValidityRule.ForeignCpu, Math.Max(0, percent.Sum(process => process.Percent))) with
        {
            Detail = busiest.Count == 0 ? null : string.Join(", ", busiest),
        };
    }

    /// <summary>What the clock moved beyond the time that passed, less what is not known of the moments at which both were read.</summary>
    private static double ClockJump(HostLook host, HostState before, HostState after)
    {
        var byClock = (host.After.Time - host.Before.Time).TotalSeconds;
        var atLeast = after.UptimeSeconds - before.UptimeAfterSeconds;
        var atMost = after.UptimeAfterSeconds - before.UptimeSeconds;
        return Math.Max(0, Math.Max(byClock - atMost, atLeast - byClock));
    }

    private static double Grown(ulong before, ulong after) => after > before ? after - before : 0;

    private static ValidityMeasure Measured(HostLook host, ValidityRule rule, double value) =>
        new()
        {
            Rule = rule.Name,
            Value = value,
            Role = host.Role,
            Host = host.HostId,
        };

    private static ValidityMeasure Unknown(HostLook host, ValidityRule rule, string why) =>
        new()
        {
            Rule = rule.Name,
            Value = null,
            Role = host.Role,
            Host = host.HostId,
            NotApplicable = why,
        };
}
