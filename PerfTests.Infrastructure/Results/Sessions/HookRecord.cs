using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Configuration.Hooks;

namespace PerfTests.Infrastructure.Results.Sessions;

/// <summary>One hook that ran on one host, as <c>hook_records.json</c> keeps it.</summary>
public sealed record HookRecord
{
    public required string Name { get; init; }

    public required HookKind Kind { get; init; }

    public required HookLevel Level { get; init; }

    /// <summary>Id of the host; <c>controller</c> for this machine and for hooks in C#.</summary>
    public required string Host { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    /// <summary>How long the hook ran, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Null for a hook in C#, and when there is none: the hook could not be started, or its host was lost.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why the hook failed; null when it did its work.</summary>
    public string? Error { get; init; }

    /// <summary>File beside this one with what the hook printed; null when there is none.</summary>
    public string? Output { get; init; }

    /// <summary>Most bytes that are kept of what the hook prints; null for a hook in C#.</summary>
    public int? OutputLimitBytes { get; init; }

    /// <summary>Bytes beyond the limit, which are missing in the file; null when nothing is.</summary>
    public long? OutputBytesLeftOut { get; init; }

    /// <summary>The failure in words; null when there was none.</summary>
    [JsonIgnore]
    public string? Failure =>
        Error is null
            ? null
            : $"hook {Name} ({Kind.ToString().ToLowerInvariant()}, {Level.ToString().ToLowerInvariant()}) failed on {Host}: {Error}";
}
