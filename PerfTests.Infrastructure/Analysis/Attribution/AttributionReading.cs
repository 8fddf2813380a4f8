using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Analysis.Attribution;

/// <summary>Adds its attribution to the verdict of a case that was just measured, from what the result tree holds of it.</summary>
internal sealed class AttributionReading(CaseStore store)
{
    /// <returns>The verdict as it was when its runs cannot be read: it stands without them.</returns>
    public async Task<CaseVerdict> AddToAsync(
        CaseVerdict verdict,
        TestType type,
        IReadOnlyList<RoundRecord> rounds,
        StoredBaseline? stored,
        CancellationToken cancellationToken
    )
    {
        if (CaseAddress.TryParse(verdict.Case) is not { Tool: not null })
            return verdict;
        try
        {
            var runs = (await store.ReadRunsAsync(verdict.Case, cancellationToken)).Items.ToDictionary(
                run => run.Folder,
                StringComparer.Ordinal
            );
            foreach (var folder in rounds.SelectMany(round => round.Baseline))
                runs[folder] = await store.ReadRunAsync(folder, cancellationToken);
            return verdict with { Attribution = AttributionAnalysis.Of(verdict, type, rounds, stored, runs) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            return verdict;
        }
    }
}
