using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>Holds what was measured in one run against the limits.</summary>
internal static class RunRules
{
    /// <summary>Every limit that the run broke, what invalidates a case first.</summary>
    public static IReadOnlyList<RuleBreach> Breaches(RunValidity run, RunPurpose purpose, ValidityLimits limits) =>
        [
            .. from measure in run.Measures
            let rule = ValidityRule.Find(measure.Rule)
            where rule is not null && measure is { Value: not null, NotApplicable: null }
            // A run that only proves the tool's presence is compared with nothing, so nothing but the tool can spoil it.
            where purpose == RunPurpose.Measurement || rule.Consequence == ValidityConsequence.InvalidateCase
            let limit = limits.BrokenBy(rule, measure.Value!.Value)
            where limit is not null
            orderby rule.Consequence == ValidityConsequence.InvalidateCase ? 0 : 1
            select new RuleBreach
            {
                Rule = rule.Name,
                Value = measure.Value!.Value,
                Limit = limit.Value,
                Unit = rule.Unit,
                Role = measure.Role,
                Host = measure.Host,
                Detail = measure.Detail,
            },
        ];
}
