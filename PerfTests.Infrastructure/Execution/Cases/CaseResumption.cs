using System.Text.Json;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>Decides whether a case goes on from what an interrupted session left of it.</summary>
internal sealed class CaseResumption(CaseStore store, TimeSpan maxAge, TimeProvider time)
{
    /// <param name="perfCase">The case.</param>
    /// <param name="today">Under what it would be measured now: session, fingerprint and tool must be the same as then.</param>
    /// <param name="refused">Told why a case with rounds is measured anew.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Null when the case is measured anew.</returns>
    public async Task<ResumedCase?> FindAsync(
        PerfCase perfCase,
        CaseMarker today,
        Action<string> refused,
        CancellationToken cancellationToken
    )
    {
        var name = perfCase.Name;
        if (!store.Has(name, CaseStore.RoundsFile) || !store.Has(name, CaseStore.MarkerFile))
            return null;
        var file = CaseStore.MarkerFile;
        try
        {
            var marker = await store.ReadAsync<CaseMarker>(name, file, cancellationToken);
            if (Difference(marker, today) is { } difference)
                return Refuse(difference);
            if (
                marker.EndedBy is null
                && store.Has(name, file = CaseStore.VerdictFile)
                && (await store.ReadAsync<CaseVerdict>(name, file, cancellationToken)).Verdict == Verdict.Invalid
            )
                return Refuse("its verdict was Invalid, which proves nothing");
            var stored = store.Has(name, file = CaseStore.StoredBaselineFile)
                ? await store.ReadAsync<StoredBaseline>(name, file, cancellationToken)
                : null;
            file = CaseStore.RoundsFile;
            var rounds = await store.ReadAsync<IReadOnlyList<RoundRecord>>(name, file, cancellationToken);
            var check = new RoundsCheck(store, perfCase, marker, stored is not null);
            if (await check.ProblemAsync(rounds, cancellationToken) is { } problem)
                return Refuse($"{name}/{file}: {problem}; it is kept as {store.SetAside(name, file)}");
            return new ResumedCase(marker, rounds, stored);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return Refuse($"{name}/{file} cannot be read ({exception.Message}); it is kept as {store.SetAside(name, file)}");
        }

        ResumedCase? Refuse(string reason)
        {
            refused($"measured anew: {reason}");
            return null;
        }
    }

    private string? Difference(CaseMarker marker, CaseMarker today)
    {
        var age = time.GetUtcNow() - marker.StartedAt;
        if (marker.SessionId != today.SessionId)
            return "it was measured in another session than the last one";
        if (age < TimeSpan.Zero || age > maxAge)
            return $"it was begun {age.TotalHours:0.#} h ago, {maxAge.TotalHours:0.#} h are allowed";
        var isUnknown = today.Tool?.EndsWith(ToolIdentity.UnknownVersion, StringComparison.Ordinal) == true;
        if (isUnknown && today.EndedBy is null)
            return "the host cannot tell which version of the tool it has";
        // A host that is gone tells nothing, and nothing is measured there: what it gave before is kept for a session that finds it again.
        if (!isUnknown && marker.Tool != today.Tool)
            return $"the tool is another: {marker.Tool} against {today.Tool}";
        if (Text(marker.ExposureAsked) != Text(today.ExposureAsked))
            return "what the exposure block of the tool asks is another now";
        return marker.Fingerprint.Differences(today.Fingerprint) is { Count: > 0 } differences ? string.Join("; ", differences) : null;
    }

    private static string Text(ToolExposure? asked) => JsonSerializer.Serialize(asked, JsonFiles.CamelCase);
}
