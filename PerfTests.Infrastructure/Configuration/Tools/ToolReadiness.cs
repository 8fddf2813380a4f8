namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>When a started tool counts as ready.</summary>
public sealed record ToolReadiness
{
    /// <summary>Regular expression that a line of the tool's output must match; null asks for its programs only.</summary>
    public string? Line { get; init; }

    /// <summary>Longest wait for programs and line, in seconds. BCC compiles at each start, for half a minute on a slow host.</summary>
    public double TimeoutSeconds { get; init; } = 60;
}
