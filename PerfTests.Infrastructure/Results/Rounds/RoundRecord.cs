using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfTests.Infrastructure.Results.Rounds;

/// <summary>One round, as <c>rounds.json</c> keeps it: the run in the middle and the baseline runs beside it in time.</summary>
/// <remarks>In a baseline (A/A) case the run in the middle is a baseline run too.</remarks>
public sealed record RoundRecord : IJsonOnDeserialized
{
    /// <summary>Number in order of time, from 1, dropped rounds included.</summary>
    public required int Number { get; init; }

    /// <summary>Run folders relative to <c>result/</c>; null when the round ended before that run.</summary>
    public required string? BaselineBefore { get; init; }

    public required string? Middle { get; init; }

    public required string? BaselineAfter { get; init; }

    /// <summary>Why the round does not count; null for a valid round.</summary>
    public string? DroppedBecause { get; init; }

    /// <summary>The same in parts; null for a valid round.</summary>
    public DropReason? DroppedBy { get; init; }

    /// <summary>Values of the three runs by metric name; empty for a dropped round.</summary>
    public IReadOnlyDictionary<string, RoundValues> Values { get; init; } = new Dictionary<string, RoundValues>();

    void IJsonOnDeserialized.OnDeserialized()
    {
        if ((DroppedBecause is null) != (DroppedBy is null))
            throw new JsonException($"round {Number} has one of droppedBecause and droppedBy without the other");
    }
}
