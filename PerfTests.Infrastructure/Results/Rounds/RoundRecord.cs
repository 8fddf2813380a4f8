using System.Text.Json;
using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Results.Rounds;

/// <summary>One round, as <c>rounds.json</c> keeps it: the runs in the middle and the baseline runs beside them in time.</summary>
/// <remarks>
/// In order of time <c>B T T B</c>: what comes with the place of a run strikes both arms alike. In a baseline (A/A) case the runs in the
/// middle are baseline runs too. Against a stored baseline a round is one tool run.
/// </remarks>
public sealed record RoundRecord : IJsonOnDeserialized
{
    /// <summary>Number in order of time, from 1, dropped rounds included.</summary>
    public required int Number { get; init; }

    /// <summary>Folders of the baseline runs relative to <c>result/</c>: before the middle, and after it.</summary>
    public required IReadOnlyList<string> Baseline { get; init; }

    /// <summary>Folders of the runs in the middle.</summary>
    public required IReadOnlyList<string> Middle { get; init; }

    /// <summary>Why the round does not count; null for a valid round.</summary>
    public string? DroppedBecause { get; init; }

    /// <summary>The same in parts; null for a valid round.</summary>
    public DropReason? DroppedBy { get; init; }

    /// <summary>Values of the runs by metric name; empty for a dropped round.</summary>
    public IReadOnlyDictionary<string, RoundValues> Values { get; init; } = new Dictionary<string, RoundValues>();

    /// <summary>Folders of all its runs in order of time.</summary>
    internal IEnumerable<string> Runs => InOrder(Baseline, Middle);

    /// <summary>How many runs of each arm belong to a valid round.</summary>
    /// <param name="isStored">Whether stored baselines stand for its own.</param>
    internal static (int Baseline, int Middle) Whole(bool isStored) => isStored ? (0, 1) : (RoundShape.BaselineRuns, RoundShape.MiddleRuns);

    /// <summary>The folder of each run, with where its value stands.</summary>
    internal IEnumerable<(string Folder, Func<RoundValues, double> Value)> ValuesByRun =>
        Baseline
            .Select((folder, i) => (folder, (Func<RoundValues, double>)(values => values.Baseline[i])))
            .Concat(Middle.Select((folder, i) => (folder, (Func<RoundValues, double>)(values => values.Middle[i]))));

    /// <summary>What belongs to the runs of a round in order of time.</summary>
    internal static IEnumerable<T> InOrder<T>(IReadOnlyList<T> baseline, IReadOnlyList<T> middle) =>
        [.. baseline.Take(1), .. middle, .. baseline.Skip(1)];

    void IJsonOnDeserialized.OnDeserialized()
    {
        // What is required and missing is refused right after this.
        if (Baseline is null || Middle is null)
            return;
        if ((DroppedBecause is null) != (DroppedBy is null))
            throw new JsonException($"round {Number} has one of droppedBecause and droppedBy without the other");
        if (DroppedBecause is null && Middle.Count == 0)
            throw new JsonException($"round {Number} counts and has no run in the middle");
        foreach (var (metric, values) in Values)
            if (values?.Baseline?.Count != Baseline.Count || values.Middle?.Count != Middle.Count)
                throw new JsonException($"round {Number} has another number of runs than of values of {metric}");
    }
}
