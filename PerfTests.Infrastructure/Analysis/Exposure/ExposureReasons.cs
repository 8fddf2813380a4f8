using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Analysis.Exposure;

/// <summary>What a verdict says of the proof that the tool was there, in sentences with numbers.</summary>
internal static class ExposureReasons
{
    public static IEnumerable<string> Of(ExposureRecord? exposure)
    {
        if (exposure is null)
            yield break;
        var severalInstances = exposure.Checks.Select(check => check.Role).Distinct().Count() > 1;
        foreach (
            var check in exposure.Checks.Where(check =>
                check.Passed
                && check.Moment == ExposureMoment.Start
                && check.Rule is ExposureRule.RunsPerPacket or ExposureRule.Runs or ExposureRule.Output
            )
        )
            yield return severalInstances ? $"exposure on the {check.Role}: {check.Text}" : $"exposure: {check.Text}";
        foreach (var note in exposure.Notes)
            yield return $"note: {note}";
    }
}
