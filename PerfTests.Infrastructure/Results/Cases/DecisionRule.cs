namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>
/// How bounds are made from rounds, and how the looks share the error rate. A new rule is a new name: recorded verdicts keep theirs.
/// </summary>
public enum DecisionRule
{
    /// <summary>Mean of the rounds' log ratios with Student bounds, looks share equally: the rule of verdicts that name none.</summary>
    MeanOfRounds,

    /// <summary>Trimmed mean of each tool run against each baseline beside it, looks share in proportion to their rounds.</summary>
    TrimmedMeanOfNeighbours,

    /// <summary>The same, with bounds that are never nearer than the steps in which the values are told.</summary>
    TrimmedMeanOfNeighboursWithSteps,
}
