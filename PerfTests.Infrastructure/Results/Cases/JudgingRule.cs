using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>By which rule of <c>thresholds.yaml</c> a case was judged, so that its verdict can be made again from the tree alone.</summary>
public sealed record JudgingRule
{
    /// <summary>Numbers of valid rounds at which a tool case is looked at, ascending; the last is the limit.</summary>
    public required IReadOnlyList<int> Looks { get; init; }

    /// <summary>Rounds of a baseline (A/A) case.</summary>
    public required int BaselineRounds { get; init; }

    /// <summary>More dropped rounds than this make a case Invalid.</summary>
    public required int MaxDroppedRounds { get; init; }

    /// <summary>Share of all rounds that may be dropped where it allows more; null in files of older versions, which knew none.</summary>
    public double? MaxDroppedShare { get; init; }

    /// <summary>Limits of the validity rules by name; a rule that is not here was off. Null in files of older versions.</summary>
    public IReadOnlyDictionary<string, double>? Validity { get; init; }

    /// <summary>Whether Inconclusive closes the gate.</summary>
    public required bool InconclusiveFails { get; init; }

    /// <summary>How its bounds were made; null in files of older versions, which is <see cref="DecisionRule.MeanOfRounds"/>.</summary>
    public DecisionRule? DecisionRule { get; init; }

    /// <summary>What was asked of a stored baseline; null in files of older versions.</summary>
    public StoredBaselineRule? StoredBaseline { get; init; }
}
