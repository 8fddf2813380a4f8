using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>What a tool's programs alone take, in words.</summary>
internal static class ProgramCostSentence
{
    private const int MostUnits = 2;

    /// <summary>
    /// For instance <c>programs alone: 410 ns of each round trip (3.4 %)</c>, and where the whole is too noisy to tell,
    /// <c>; whole cost -0.5 to 6.1 %</c>; null when nothing was counted.
    /// </summary>
    public static string? Of(CaseVerdict verdict)
    {
        if (verdict.ProgramCost is not { Shares: [var share, ..] } cost)
            return null;
        string[] told = [.. new[] { Percent(share), cost.IsNetOfCounting ? null : "counting included" }.OfType<string>()];
        var alone =
            $"programs alone: {Time(share.Nanoseconds)} of each {Per(share)}{(told.Length > 0 ? $" ({string.Join(", ", told)})" : "")}";
        var whole = verdict.Metrics.FirstOrDefault(metric => metric.Name == share.Metric);
        return whole is { LowPercent: <= 0, HighPercent: > 0 }
            ? $"{alone}; whole cost {MetricClause.Bounds(whole, MetricClause.Digits(whole))} %"
            : alone;
    }

    /// <summary>The same with more units and their bounds, and what it comes to at a rate that is easy to grasp.</summary>
    public static string Reason(ProgramCost cost) =>
        $"programs alone, from {(cost.ExposureRuns > 1 ? $"{cost.ExposureRuns} exposure runs" : "one exposure run, so without bounds")}"
        + $"{(cost.IsNetOfCounting ? "" : ", the kernel's counting included (it could not be calibrated: that takes python3 as root)")}: "
        + $"{string.Join("; ", cost.Shares.Take(MostUnits).Select(Detail))}"
        + (Forecast(cost) is { } forecast ? $"; {forecast}" : "");

    /// <summary>
    /// For instance <c>at 1 million packets per second its programs take 0.42 of a core</c>; null when nothing was counted.
    /// </summary>
    public static string? Forecast(ProgramCost cost)
    {
        if (cost.Shares is not [var share, ..])
            return null;
        var (at, perSecond) = share.Per switch
        {
            "packet" => ("1 million packets per second", 1e6),
            "gigabyte" => ("10 Gbit/s", 1.25),
            _ => ($"100,000 {Per(share)}s per second", 1e5),
        };
        return $"at {at} its programs take {Significant(share.Nanoseconds * perSecond / 1e9)} of a core";
    }

    private static string Detail(ProgramCostShare share)
    {
        var (unit, nanoseconds) = UnitOf(share.Nanoseconds);
        var bounds = share is { Low: { } low, High: { } high }
            ? $" ({Significant(low / nanoseconds)} to {Significant(high / nanoseconds)})"
            : "";
        var percents = share is { LowPercent: { } least, HighPercent: { } most } ? $" ({Significant(least)} to {Significant(most)})" : "";
        return $"{Significant(share.Nanoseconds / nanoseconds)} {unit}{bounds} of each {Per(share)}"
            + (Percent(share) is { } percent ? $", {percent}{percents}" : "");
    }

    private static string Per(ProgramCostShare share) => MetricPhrase.SingleLine(share.Per);

    private static string? Percent(ProgramCostShare share) =>
        share.Percent is { } percent ? $"{Significant(percent)} %{(share.Metric == Metric.MeanLatency.Name ? "" : " of its CPU")}" : null;

    private static string Time(double nanoseconds)
    {
        var (unit, size) = UnitOf(nanoseconds);
        return $"{Significant(nanoseconds / size)} {unit}";
    }

    private static (string Unit, double Nanoseconds) UnitOf(double nanoseconds) =>
        nanoseconds switch
        {
            < 1e3 => ("ns", 1),
            < 1e6 => ("us", 1e3),
            < 1e9 => ("ms", 1e6),
            _ => ("s", 1e9),
        };

    private static string Significant(double value) =>
        value.ToString(
            value switch
            {
                >= 100 => "0",
                >= 10 => "0.0",
                _ => "0.00",
            }
        );
}
