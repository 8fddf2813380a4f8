using System.Text.Json;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Results.Sessions;

/// <summary>How the last session ended (<c>result/session.json</c>): a test runner's own exit code cannot tell all of it.</summary>
/// <param name="ExitCode">0 the gate is open, 1 closed, 2 the configuration cannot be used, 3 the environment cannot be used.</param>
/// <param name="Message">The tally, or what stood in the way.</param>
public sealed record SessionOutcome(int ExitCode, string Message, DateTimeOffset Time)
{
    /// <summary>Names of the cases that it judged, in order; null when it did not come to its end.</summary>
    public IReadOnlyList<string>? Cases { get; init; }

    private const string FileName = "session.json";

    public static Task WriteAsync(string resultDir, SessionOutcome outcome, CancellationToken cancellationToken) =>
        JsonFiles.WriteAsync(Path.Combine(resultDir, FileName), outcome, JsonFiles.CamelCase, cancellationToken);

    /// <summary>The outcome of a session that began at or after a time; null when it left none.</summary>
    public static async Task<SessionOutcome?> ReadAsync(string resultDir, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await JsonFiles.ReadAsync<SessionOutcome>(resultDir, FileName, JsonFiles.CamelCase, cancellationToken);
            return outcome.Time >= notBefore ? outcome : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
