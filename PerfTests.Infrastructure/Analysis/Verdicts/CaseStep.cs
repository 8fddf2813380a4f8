namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>What comes next in a case.</summary>
internal enum CaseStep
{
    /// <summary>An exposure run: nothing shows yet that the tool sees the load.</summary>
    Prove,

    /// <summary>A run that samples the hosts of a baseline case, whose rounds are too short for it.</summary>
    Sample,

    /// <summary>A baseline run beside a stored baseline, which shows whether the host is still what it was.</summary>
    Sentinel,

    /// <summary>A round.</summary>
    Round,

    /// <summary>The exposure run after the last round.</summary>
    ProveAgain,

    /// <summary>The verdict: decided, beyond repair, cut short, or at the limit of rounds.</summary>
    Done,
}
