using System.Text.Json;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Results.Sessions;

/// <summary>
/// Which session the newest cases of a result tree belong to (<c>session_start.json</c>). A resumed session keeps the one that it resumes.
/// </summary>
/// <param name="Id">Tells sessions apart.</param>
/// <param name="StartedAt">When the session began, before any resumption.</param>
/// <param name="Cases">Names of the cases that it is to measure, in order; a resumed session adds its own.</param>
public sealed record SessionMarker(string Id, DateTimeOffset StartedAt, IReadOnlyList<string> Cases)
{
    public const string FileName = "session_start.json";

    /// <summary>Begins a session, or takes up the last one when it is to be resumed and there is one.</summary>
    public static async Task<SessionMarker> BeginAsync(
        string resultDir,
        bool resume,
        IEnumerable<string> cases,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(resultDir, FileName);
        var marker =
            (resume ? await ReadAsync(resultDir, cancellationToken) : null)
            ?? new SessionMarker(Guid.NewGuid().ToString("N"), time.GetUtcNow(), []);
        marker = marker with { Cases = [.. cases.Union(marker.Cases).Order(StringComparer.Ordinal)] };
        await JsonFiles.WriteAsync(path, marker, JsonFiles.CamelCase, cancellationToken);
        return marker;
    }

    /// <summary>The last session; null when there is none that can be read.</summary>
    public static async Task<SessionMarker?> ReadAsync(string resultDir, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonFiles.ReadAsync<SessionMarker>(resultDir, FileName, JsonFiles.CamelCase, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Without knowing which session it was, nothing of it can be resumed.
            return null;
        }
    }
}
