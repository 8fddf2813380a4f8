namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>What follows when a measured value breaks the limit of a validity rule.</summary>
public enum ValidityConsequence
{
    /// <summary>The round does not count, and is repeated.</summary>
    DropRound,

    /// <summary>The case proves nothing, or not what it seems to: it is Invalid.</summary>
    InvalidateCase,
}
