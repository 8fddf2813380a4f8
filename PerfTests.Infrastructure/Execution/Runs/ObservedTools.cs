using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>All that one run showed of the instances of its tool.</summary>
internal sealed record ObservedTools
{
    /// <summary>Whether they go on, for a run that follows.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Each instance that started.</summary>
    public IReadOnlyList<ToolObservation> Instances { get; init; } = [];

    /// <summary>What the host that runs the tool says of its version; null when it was not deployed, or nobody tells.</summary>
    public string? Hash { get; init; }

    public double StartSeconds { get; init; }

    public double StopSeconds { get; init; }

    /// <summary>What all instances took; null without a tool.</summary>
    public ToolUse? Use { get; init; }

    /// <summary>Hosts whose kernel counted program runs before it was asked to: somebody else's switch.</summary>
    public IReadOnlyList<string> CountedBefore { get; init; } = [];

    /// <summary>By host id: programs that outlived their tool.</summary>
    public IReadOnlyList<(string HostId, IReadOnlyList<int> Programs)> Left { get; init; } = [];

    /// <summary>The first reason why an instance was not there as it should have been; null when all were.</summary>
    public string? Problem { get; init; }

    /// <summary>Why an instance could not be stopped; null when all were.</summary>
    public Exception? StopFailure { get; init; }

    /// <summary>What to add to the message of a run that failed.</summary>
    public string Aftermath =>
        StopFailure is { } failure
            ? $"; the tool could not be stopped: {failure.Message}"
            : string.Concat(Instances.Where(tool => tool.LeftPrograms.Count > 0).Select(tool => $"; {tool.Left}"));
}
