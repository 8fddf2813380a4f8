using System.Text.Json;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Whether <c>rounds.json</c> says what the folders of its runs say: a file that was edited or torn is not built on.</summary>
/// <param name="store">The result tree.</param>
/// <param name="perfCase">The case whose rounds they are.</param>
/// <param name="marker">Under what the case was measured.</param>
/// <param name="isStored">Whether a round is a tool run alone.</param>
internal sealed class RoundsCheck(CaseStore store, PerfCase perfCase, CaseMarker marker, bool isStored)
{
    /// <returns>The first contradiction; null when there is none.</returns>
    public async Task<string?> ProblemAsync(IReadOnlyList<RoundRecord> rounds, CancellationToken cancellationToken)
    {
        if (rounds.Where((round, i) => round.Number != i + 1).FirstOrDefault() is { } stray)
            return $"round {stray.Number} is not in its place";
        var valid = rounds.Where(round => round.DroppedBecause is null).ToList();
        var runs = valid.SelectMany(round => round.Runs).ToList();
        if (runs.Count != runs.Distinct().Count())
            return "a run is in two rounds";
        foreach (var round in valid)
            if (await ProblemAsync(round, cancellationToken) is { } problem)
                return $"round {round.Number}: {problem}";
        return null;
    }

    private async Task<string?> ProblemAsync(RoundRecord round, CancellationToken cancellationToken)
    {
        if ((round.Baseline.Count, round.Middle.Count) != RoundRecord.Whole(isStored))
            return "a run is missing";
        foreach (var (i, (folder, value)) in round.ValuesByRun.Index())
        {
            var of = i < round.Baseline.Count ? perfCase.BaselineName : perfCase.Name;
            if (await ProblemAsync(folder, of, round, value, cancellationToken) is { } problem)
                return problem;
        }
        return null;
    }

    private async Task<string?> ProblemAsync(
        string folder,
        string caseName,
        RoundRecord round,
        Func<RoundValues, double> value,
        CancellationToken cancellationToken
    )
    {
        if (!folder.StartsWith($"{caseName}/", StringComparison.Ordinal))
            return $"{folder} is not a run of {caseName}";
        try
        {
            var run = await store.ReadRunAsync(folder, cancellationToken);
            if (
                run.Execution is not { Status: RunStatus.Success, Purpose: RunPurpose.Measurement }
                || run.Execution.StartTime < marker.StartedAt
            )
                return $"{folder} is not a good run of that session";
            if (marker.Fingerprint.Differences(await store.ReadFingerprintOfAsync(folder, cancellationToken)) is [var difference, ..])
                return $"{folder}: {difference}";
            foreach (var (metric, values) in round.Values)
                if (!run.Metrics.TryGetValue(metric, out var measured) || !value(values).Equals(measured))
                    return $"it says {metric} {value(values)} where {folder} measured "
                        + $"{(run.Metrics.TryGetValue(metric, out var there) ? there : "nothing")}";
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            return $"{folder} cannot be read: {exception.Message}";
        }
    }
}
