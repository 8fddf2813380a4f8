using System.Text.Json;

namespace PerfTests.Infrastructure.Results;

/// <summary>Which session the newest cases of a result tree belong to (<c>session_start.json</c>). A resumed session keeps the one that it resumes.</summary>
/// <param name="Id">Tells sessions apart.</param>
/// <param name="StartedAt">When the session began, before any resumption.</param>
public sealed record SessionMarker(string Id, DateTimeOffset StartedAt)
{
    public const string FileName = "session_start.json";

    /// <summary>Begins a session, or takes up the last one when it is to be resumed and there is one.</summary>
    public static async Task<SessionMarker> BeginAsync(string resultDir, bool resume, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = Path.Combine(resultDir, FileName);
        if (resume && await ReadAsync(path, cancellationToken) is { } last)
            return last;
        var marker = new SessionMarker(Guid.NewGuid().ToString("N"), time.GetUtcNow());
        await JsonFiles.WriteAsync(path, marker, JsonFiles.CamelCase, cancellationToken);
        return marker;
    }

    private static async Task<SessionMarker?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonFiles.ReadAsync<SessionMarker>(path, JsonFiles.CamelCase, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // Without knowing which session it was, nothing of it can be resumed.
            return null;
        }
    }
}
