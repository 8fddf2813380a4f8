using System.Text.Json;
using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>By which rule of <c>thresholds.yaml</c> a case was judged, so that its verdict can be made again from the tree alone.</summary>
public sealed record JudgingRule : IJsonOnDeserialized
{
    private const string TheDecisionRule = "TrimmedAndPlainMeanOfRounds";

    /// <summary>Numbers of valid rounds at which a tool case is looked at, ascending; the last is the limit.</summary>
    public required IReadOnlyList<int> Looks { get; init; }

    /// <summary>Rounds of a baseline (A/A) case.</summary>
    public required int BaselineRounds { get; init; }

    /// <summary>More dropped rounds than this make a case Invalid.</summary>
    public required int MaxDroppedRounds { get; init; }

    /// <summary>Share of all rounds that may be dropped where it allows more.</summary>
    public required double MaxDroppedShare { get; init; }

    /// <summary>Limits of the validity rules by name; a rule that is not here was off.</summary>
    public required IReadOnlyDictionary<string, double> Validity { get; init; }

    /// <summary>Whether Inconclusive closes the gate.</summary>
    public required bool InconclusiveFails { get; init; }

    /// <summary>
    /// How bounds are made from rounds, and how the looks share the error rate. There is one way; another one gets another name, and a
    /// verdict of a way that is not known cannot be made again.
    /// </summary>
    [JsonRequired]
    public string DecisionRule { get; init; } = TheDecisionRule;

    /// <summary>What was asked of a stored baseline; null in the verdict of a case that was compared with none.</summary>
    public StoredBaselineRule? StoredBaseline { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        if (DecisionRule != TheDecisionRule)
            throw new JsonException($"its decisionRule is '{DecisionRule}', and only {TheDecisionRule} is known here");
    }
}
