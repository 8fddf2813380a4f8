using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>Holds what a tool printed against what its configuration asks; in every run, for that costs nothing.</summary>
internal static class PrintedChecks
{
    /// <summary>What a tool warned of that is no failed attach.</summary>
    public static IEnumerable<string> Notes(ToolPrinted? printed)
    {
        if (printed is null)
            yield break;
        if (printed.Remarks.FullMaps is [var full, ..])
            yield return $"a map of the tool was full ('{full}'): from then on it kept less, and may have cost less, than with room; "
                + "give it a larger map";
        if (printed.Remarks.Others is [var first, ..] others)
            yield return $"the tool warned, but not of attaching: '{first}'{(others.Count > 1 ? $" and {others.Count - 1} more" : "")}";
    }

    public static IEnumerable<ExposureCheck> Of(ToolObservation tool, ExposureMoment moment)
    {
        if (tool.Printed is not { } printed)
            yield break;
        var exposure = tool.Exposure;
        var mayLose = exposure.MaxLostEvents * tool.Loads;
        yield return Check(
            ExposureRule.Warnings,
            printed.Warnings.Count,
            max: 0,
            printed.Warnings.Count == 0
                ? "it printed no warning of an attach that failed"
                : $"the tool warned: "
                    + $"'{printed.Warnings[0]}'{(printed.Warnings.Count > 1 ? $" and {printed.Warnings.Count - 1} more" : "")}; what means "
                    + $"no harm goes into exposure.allowed_warnings"
        );
        yield return Check(
            ExposureRule.LostEvents,
            printed.LostEvents,
            max: mayLose,
            printed.LostEvents == 0
                ? "it reported no lost event"
                : $"the tool lost {printed.LostEvents:#,0} events, {mayLose:#,0} allowed{(tool.Loads > 1 ? $" in {tool.Loads} loads" : "")}"
                    + (
                        printed.LostEvents > mayLose
                            ? ": one that drops its events costs less than one that keeps up; see exposure.max_lost_events"
                            : ""
                    )
        );
        if (exposure.Output is { } proof)
        {
            var figure = printed.Figure ?? 0;
            yield return Check(
                ExposureRule.Output,
                figure,
                min: proof.Min,
                text: $"its output gave {figure:0.###} for '{proof.Line}', at least {proof.Min:0.###} asked"
            );
        }

        ExposureCheck Check(ExposureRule rule, double measured, double? max = null, string text = "", double? min = null) =>
            ExposureChecks.Check(tool.Role, moment, rule, measured, min, max, text);
    }
}
