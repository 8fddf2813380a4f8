namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>How much a recommendation matters, the gravest first.</summary>
internal enum Severity
{
    /// <summary>Do not deploy, or do not believe the result, before this is done.</summary>
    Blocker,

    /// <summary>The result is weaker than it looks.</summary>
    Warning,

    /// <summary>Good to know, or good news.</summary>
    Note,
}
