namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>The answer to "does this tool cost more than its budget?".</summary>
public enum Verdict
{
    /// <summary>The upper bound of the overhead is at or under the budget.</summary>
    Pass,

    /// <summary>Not enough evidence: the bounds include the budget.</summary>
    Inconclusive,

    /// <summary>The lower bound of the overhead is over the budget.</summary>
    Fail,

    /// <summary>The measurement proves nothing: the tool died, never attached, saw no traffic, or the load did not run.</summary>
    Invalid,
}
