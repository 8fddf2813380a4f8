using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Rounds;

/// <summary>Why a round does not count, in parts that programs read; <see cref="RoundRecord.DroppedBecause"/> says it in words.</summary>
public sealed record DropReason
{
    /// <summary>A run failed: its tool, its load or its host.</summary>
    public const string RunFailed = "run_failed";

    /// <summary>The tool held fewer programs than when its presence was proven.</summary>
    public const string ToolIncomplete = "tool_incomplete";

    /// <summary>Facts of a host changed since the case began.</summary>
    public const string HostsChanged = "hosts_changed";

    /// <summary>Name of a validity rule, or one of the constants here.</summary>
    public required string Rule { get; init; }

    /// <summary>Which run of the round it struck; <see cref="RoundPart.Round"/> for what is between them.</summary>
    public required RoundPart Part { get; init; }

    /// <summary>Folder of that run relative to <c>result/</c>; null for what is between the runs.</summary>
    public string? Run { get; init; }

    /// <summary>The broken limit; null for what has none.</summary>
    public RuleBreach? Breach { get; init; }
}
