using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Attribution;

/// <summary>Where the CPU goes that a tool costs, as a part of a sentence.</summary>
internal static class AttributionSentence
{
    // Under half of it, no single part is where the CPU goes.
    private const double LeastShare = 0.5;

    /// <summary>
    /// For instance <c>71 % of the extra CPU is spent in program trace_net_rx</c>; <c>no extra CPU can be shown</c> when its interval
    /// includes 0; null when nothing was attributed.
    /// </summary>
    public static string? Of(CaseVerdict verdict)
    {
        if (verdict.Attribution is not { } attribution || attribution.Extra.Low is not { } low)
            return null;
        var isShown = low > 0 && attribution.Extra.Percent > 0;
        if (PerUnit(verdict) is { LowPercent: { } perUnit } && perUnit > 0 != isShown)
            // The same rounds, once in percent of a core and once per unit of work: where only one of the two is shown, nothing is.
            return null;
        if (!isShown)
            return "no extra CPU can be shown";
        List<(double Percent, string Where)> parts =
        [
            .. attribution.Programs.Select(program => (program.Percent, $"is spent in program {program.Name}")),
            (attribution.ToolProcessesPercent ?? 0, "is spent in the tool's own processes"),
            (
                attribution.RemainderPercent ?? 0,
                "is spent neither in its programs nor in its processes (entering probes, caches, offloads)"
            ),
        ];
        if (
            attribution is { ProgramsPercent: { } programs, Programs.Count: > 1 }
            && parts.Max(part => part.Percent) < LeastShare * attribution.Extra.Percent
        )
            parts.Add((programs, $"is spent in the tool's {attribution.Programs.Count} BPF programs"));
        var (percent, where) = parts.MaxBy(part => part.Percent);
        // What is left over has the uncertainty of the whole: it is named when it is more than that.
        if (percent == attribution.RemainderPercent && low - attribution.Extra.Percent + percent <= 0)
            return "where the extra CPU goes cannot be told";
        // Counted in another run than the extra CPU, a part may come out over the whole.
        var share = Math.Min(1, percent / attribution.Extra.Percent);
        return share > 0 ? $"{(100 * share).ToString("0")} % of the extra CPU {where}" : null;
    }

    private static MetricVerdict? PerUnit(CaseVerdict verdict) =>
        verdict.Metrics.FirstOrDefault(metric => metric.Name == Metric.CpuPerGigabyte.Name || metric.Name == Metric.CpuPerTransaction.Name);
}
