using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>Progress from one process to another, through a file with one event a line.</summary>
/// <remarks>
/// What a test host prints reaches a terminal late and between the runner's own lines, so the command line follows this file instead.
/// </remarks>
internal static class ProgressFeed
{
    /// <summary>Environment variable that names the file to the test host.</summary>
    public const string Variable = "PERFTESTS_PROGRESS";

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private static readonly JsonSerializerOptions Options = new(JsonFiles.CamelCase) { WriteIndented = false };

    /// <remarks>A reader that went away, or a full disk, must not end a measurement: such an event is lost.</remarks>
    public static void Append(string file, ProgressEvent happened)
    {
        try
        {
            File.AppendAllText(file, JsonSerializer.Serialize(happened, Options) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Every event, as it comes; null when nothing came for a moment, so that a reader can move a clock on.</summary>
    /// <param name="writerEnded">Completes when nobody writes any more.</param>
    public static async IAsyncEnumerable<ProgressEvent?> FollowAsync(
        string file,
        Task writerEnded,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using (stream)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var line = new StringBuilder();
            var buffer = new char[4096];
            while (true)
            {
                // Looked at before the file is, so that what was written last is still read.
                var isLast = writerEnded.IsCompleted;
                int count;
                while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    foreach (var character in buffer[..count])
                    {
                        if (character != '\n')
                        {
                            line.Append(character);
                            continue;
                        }
                        if (Parse(line.ToString()) is { } happened)
                            yield return happened;
                        line.Clear();
                    }
                }
                if (isLast)
                    yield break;
                yield return null;
                await Task.WhenAny(writerEnded, Task.Delay(Period, TimeProvider.System, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Null for a line that is none: one that a full disk cut off.</summary>
    private static ProgressEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ProgressEvent>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
