using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>What a case says of one judged metric, as a part of its sentence.</summary>
internal static class MetricClause
{
    /// <summary>For instance <c>costs 3.1 % of TCP latency (2.4 to 3.8, 8 rounds), budget 10 %: pass</c>.</summary>
    /// <param name="leads">Whether it is the first of its sentence, which says how many rounds there were.</param>
    public static string Of(MetricVerdict metric, CaseVerdict verdict, bool leads)
    {
        var judged = metric.Verdict ?? verdict.Verdict;
        var budget =
            (metric.BudgetPercent is { } percent && double.IsFinite(percent) ? $", budget {PercentText.Budget(percent)} %" : ", no budget")
            + $": {Word(judged)}"
            + (ProgramCosts.DecideAlone(verdict.ProgramCost, metric) ? ", its programs alone are over it" : "");
        if (judged == Verdict.Inconclusive && MeanDoubt.ForbidsPass(metric))
            return MostButMean("and up to", metric.MeanHighPercent!.Value, "the cost is far higher in some rounds");
        if (judged == Verdict.Inconclusive && MeanDoubt.ForbidsFail(metric))
            return MostButMean("and perhaps", metric.MeanLowPercent!.Value, "baselines were far slower in some rounds");
        return judged == Verdict.Inconclusive && !verdict.CutShort && IsOpen(metric)
            ? Between(metric, verdict, leads)
                + budget
                + (leads ? $" after {RoundList.Count(verdict.Rounds)}{Outlook.Of(metric, verdict)}" : "")
            : Estimate(metric, verdict, leads)
                + budget
                + (leads && verdict.CutShort && judged == Verdict.Inconclusive ? Outlook.CutShort(verdict) : "");

        string MostButMean(string perhaps, double bound, string why)
        {
            var mean = metric.MeanOverheadPercent!.Value;
            var digits = PercentDigits.For(mean, bound).Telling(metric.BudgetPercent!.Value, bound);
            return $"{Estimate(metric, verdict, leads)} in most rounds but {digits.Text(mean)} % {perhaps} {digits.Text(bound)} % in the "
                + $"mean of all{budget}, since {why}";
        }
    }

    /// <summary>The estimate alone: <c>costs 3.1 % of TCP latency (2.4 to 3.8, 8 rounds)</c>, or that no cost is shown.</summary>
    public static string Estimate(MetricVerdict metric, CaseVerdict verdict, bool leads)
    {
        var phrase = MetricPhrase.Of(metric.Name, verdict);
        if (metric.OverheadPercent is not { } overhead || !double.IsFinite(overhead))
            return $"the cost in {phrase} is unknown";
        var digits = Digits(metric);
        var rounds = leads ? $", {RoundList.Count(verdict.Rounds)}" : "";
        // An interval that holds zero shows no cost, whatever its middle is.
        return Math.Round(overhead, digits.Decimals) <= 0 || metric.LowPercent <= 0
            ? $"no cost shown in {phrase} ({digits.Text(overhead)} %, {Bounds(metric, digits)}{rounds})"
            : $"{(leads ? "costs " : "")}{digits.Text(overhead)} % {Of(metric.Name)} {phrase} ({Bounds(metric, digits)}{rounds})";
    }

    public static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    public static string Bounds(MetricVerdict metric, PercentDigits digits) =>
        metric is { LowPercent: { } low, HighPercent: { } high } && double.IsFinite(low) && double.IsFinite(high)
            ? $"{digits.Text(low)} to {digits.Text(high)}"
            : "no bounds";

    public static PercentDigits Digits(MetricVerdict metric)
    {
        var digits = PercentDigits.For(metric.OverheadPercent, metric.LowPercent, metric.HighPercent);
        return metric.BudgetPercent is { } budget ? digits.Telling(budget, metric.LowPercent, metric.HighPercent) : digits;
    }

    // With bounds on both sides of the budget the question is where between them the truth lies; the estimate would distract from it.
    private static string Between(MetricVerdict metric, CaseVerdict verdict, bool leads)
    {
        var (digits, phrase, costs) = (Digits(metric), MetricPhrase.Of(metric.Name, verdict), leads ? "costs " : "");
        var high = digits.Text(metric.HighPercent!.Value);
        return metric.LowPercent > 0
            ? $"{costs}between {digits.Text(metric.LowPercent.Value)} and {high} % {Of(metric.Name)} {phrase}"
            : $"{costs}between nothing and {high} % {Of(metric.Name)} {phrase} ({Bounds(metric, digits)})";
    }

    private static bool IsOpen(MetricVerdict metric) =>
        metric is { LowPercent: { } low, HighPercent: { } high and > 0 } && double.IsFinite(low) && double.IsFinite(high);

    // CPU is spent, not lost: one says how much more of it there is.
    private static string Of(string name) => Metric.Find(name) is { Worse: WorseDirection.Higher, Unit: not "us" } ? "more" : "of";
}
