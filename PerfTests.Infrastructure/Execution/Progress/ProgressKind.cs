namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>What a <see cref="ProgressEvent"/> tells.</summary>
public enum ProgressKind
{
    /// <summary>What is going to be measured; several lines.</summary>
    Plan,

    /// <summary>Something of the session as a whole.</summary>
    Note,

    /// <summary>A case begins.</summary>
    CaseBegan,

    /// <summary>What the case does at this moment; the next step or line replaces it.</summary>
    Step,

    /// <summary>Where the case stands.</summary>
    CaseLine,

    /// <summary>The case has its verdict.</summary>
    CaseJudged,

    /// <summary>The session ended before its report; why, in words.</summary>
    Ended,

    /// <summary>The final table.</summary>
    Report,
}
