namespace PerfTests.Infrastructure.Reporting.JUnit;

/// <summary>How a test case of a JUnit file ended. Any failure or error makes a CI system show red.</summary>
internal enum JUnitOutcome
{
    Passed,

    /// <summary>Too little evidence, where that does not close the gate.</summary>
    Skipped,

    /// <summary>Over budget, or too little evidence where that closes the gate.</summary>
    Failure,

    /// <summary>What was measured proves nothing, or there is no verdict.</summary>
    Error,
}
