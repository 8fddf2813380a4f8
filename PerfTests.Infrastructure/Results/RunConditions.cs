namespace PerfTests.Infrastructure.Results;

/// <summary>What two runs must have in common before they may be compared (<c>test_case</c> of <c>metadata.json</c>).</summary>
public sealed record RunConditions
{
    public required string Environment { get; init; }

    public required string TestType { get; init; }

    public required string Protocol { get; init; }

    /// <summary>Parameters of the load: <c>params</c> token, streams, target bandwidth, duration, ports.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Id of the tool that ran, or null for a baseline run.</summary>
    public required string? EbpfTool { get; init; }
}
