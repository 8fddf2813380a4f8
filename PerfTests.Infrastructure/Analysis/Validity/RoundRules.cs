using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>Holds what the runs of one round were measured on against each other.</summary>
internal static class RoundRules
{
    /// <param name="runs">The runs of a round in order of time.</param>
    /// <returns>The first limit that is broken between two neighbours; null when the round is sound.</returns>
    public static RuleBreach? Breach(IReadOnlyList<RunValidity> runs, ValidityLimits limits) =>
        runs.Zip(runs.Skip(1)).SelectMany(pair => Breaches(pair.First, pair.Second, limits)).FirstOrDefault();

    private static IEnumerable<RuleBreach> Breaches(RunValidity first, RunValidity second, ValidityLimits limits)
    {
        foreach (var (role, before) in first.Hosts)
        {
            if (!second.Hosts.TryGetValue(role, out var after))
                continue;
            if (
                ProgramMeasures.Changed(before.ForeignPrograms, after.ForeignPrograms) is { } changed
                && limits.BrokenBy(ValidityRule.ForeignPrograms, changed.Count) is { } most
            )
                yield return Breach(ValidityRule.ForeignPrograms, changed.Count, most, ProgramMeasures.Told(changed));
            if (
                before.FrequencyCeiling is > 0 and { } low
                && after.FrequencyCeiling is { } high
                && HostMeasures.FrequencyChange(low, high) is var change
                && limits.BrokenBy(ValidityRule.FrequencyChange, change) is { } limit
            )
                yield return Breach(ValidityRule.FrequencyChange, change, limit, null);

            RuleBreach Breach(ValidityRule rule, double value, double broken, string? detail) =>
                new()
                {
                    Rule = rule.Name,
                    Value = value,
                    Limit = broken,
                    Unit = rule.Unit,
                    Role = role,
                    Host = before.HostId,
                    Detail = detail is null ? "between two runs" : $"between two runs: {detail}",
                };
        }
    }
}
