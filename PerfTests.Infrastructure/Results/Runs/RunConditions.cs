using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Results.Runs;

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

    /// <summary>Every condition that differs but for the tool; empty when the runs may be compared.</summary>
    public IReadOnlyList<FingerprintDifference> Differences(RunConditions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return
        [
            .. Of("environment", Environment, other.Environment),
            .. Of("test_type", TestType, other.TestType),
            .. Of("protocol", Protocol, other.Protocol),
            .. Parameters
                .Keys.Union(other.Parameters.Keys)
                .Order(StringComparer.Ordinal)
                .SelectMany(name => Of($"parameters.{name}", Parameters.GetValueOrDefault(name), other.Parameters.GetValueOrDefault(name))),
        ];
    }

    private static IEnumerable<FingerprintDifference> Of(string fact, string? here, string? there) =>
        here == there ? [] : [new FingerprintDifference(fact, here, there)];
}
