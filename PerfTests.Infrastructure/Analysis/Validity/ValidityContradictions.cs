using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>
/// Judges the validity of a case's rounds again, from what its runs measured, and tells where <c>rounds.json</c> says otherwise.
/// </summary>
internal static class ValidityContradictions
{
    private const double Tolerance = 1e-9;

    public static IEnumerable<Contradiction> Of(CaseResult result, ResultReading reading)
    {
        var limits = ValidityLimits.Only(result.Verdict.Rule.Validity);
        var file = $"{result.Verdict.Case}/{CaseStore.RoundsFile}";
        foreach (var round in result.Rounds)
        {
            IReadOnlyList<string> folders = [.. round.Runs];
            if (
                (round.DroppedBecause is null ? OfValid(folders, reading, limits) : OfDropped(round, folders, reading, limits)) is
                { } problem
            )
                yield return new(result.Verdict.Case, $"{file}: round {round.Number} {problem}");
        }
    }

    private static string? OfValid(IReadOnlyList<string> folders, ResultReading reading, ValidityLimits limits)
    {
        if (folders.FirstOrDefault(folder => reading.Runs.ContainsKey(folder) && !reading.Validity.ContainsKey(folder)) is { } silent)
            return $"counts {silent}, whose {RunValidity.FileName} is gone";
        var measured = folders.Where(reading.Validity.ContainsKey).ToList();
        foreach (var folder in measured)
            if (RunRules.Breaches(reading.Validity[folder], RunPurpose.Measurement, limits) is [var broken, ..])
                return $"counts {folder}, although its {RunValidity.FileName} says {broken}";
        return
            measured.Count == folders.Count
            && RoundRules.Breach([.. measured.Select(folder => reading.Validity[folder])], limits) is { } difference
            ? $"counts although its runs differ: {difference}"
            : null;
    }

    private static string? OfDropped(RoundRecord round, IReadOnlyList<string> folders, ResultReading reading, ValidityLimits limits)
    {
        if (round.DroppedBy is not { Breach: { } told } by)
            return null;
        var involved = by.Run is { } run ? [run] : folders;
        if (!involved.All(reading.Validity.ContainsKey))
            return null;
        IEnumerable<RuleBreach> found =
            by.Run is { } single ? RunRules.Breaches(reading.Validity[single], RunPurpose.Measurement, limits)
            : RoundRules.Breach([.. involved.Select(folder => reading.Validity[folder])], limits) is { } difference ? [difference]
            : [];
        return found.Any(breach =>
            breach.Rule == told.Rule && breach.Role == told.Role && Same(breach.Value, told.Value) && Same(breach.Limit, told.Limit)
        )
            ? null
            : $"was dropped for {told}, which the {RunValidity.FileName} of {(by.Run ?? "its runs")} does not bear out";
    }

    private static bool Same(double one, double other) => Math.Abs(one - other) <= Tolerance * Math.Max(Math.Abs(one), Math.Abs(other));
}
