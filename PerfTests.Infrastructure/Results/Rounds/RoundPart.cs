namespace PerfTests.Infrastructure.Results.Rounds;

/// <summary>A run of a round, by its place.</summary>
public enum RoundPart
{
    BaselineBefore,

    /// <summary>One of the tool runs; in a baseline case a baseline run too.</summary>
    Middle,

    BaselineAfter,

    /// <summary>No single run: what differs between them.</summary>
    Round,
}
