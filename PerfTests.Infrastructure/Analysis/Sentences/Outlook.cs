using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>What would decide an undecided case.</summary>
internal static class Outlook
{
    /// <summary>The rest of a clause that ends with the number of rounds; empty when nothing can be said.</summary>
    public static string Of(MetricVerdict metric, CaseVerdict verdict)
    {
        if (RoundsNeeded.IsWithinStep(metric))
            return $"; its values come in steps of {PercentDigits.For(metric.StepPercent).Text(metric.StepPercent!.Value)} %, which more "
                + $"rounds do not make finer";
        if (RoundsNeeded.Of(verdict.Rounds, metric) is not { } needed)
            return "";
        if (RoundsNeeded.IsAtBudget(needed, verdict.Rounds))
            return "; the cost seems to be at the budget itself, where more rounds hardly help";
        var floor =
            metric.NoiseFloorPercent is { } percent && double.IsFinite(percent) && percent > metric.BudgetPercent
                ? $"; the budget is under the noise floor of {PercentDigits.For(percent).Text(percent)} %"
                : "";
        var more = needed - verdict.Rounds;
        return floor + (more >= 1 ? $"; about {RoundsNeeded.Rounded(more)} more rounds like these would be needed" : "");
    }

    /// <summary>Before which look a case was stopped.</summary>
    public static string CutShort(CaseVerdict verdict) =>
        verdict.Rule.Looks.FirstOrDefault(look => look > verdict.Rounds) is { } next and > 0
            ? $", cut short before the look at {next} rounds"
            : ", cut short";
}
