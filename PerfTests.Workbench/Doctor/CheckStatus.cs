namespace PerfTests.Workbench.Doctor;

/// <summary>What a check came to.</summary>
public enum CheckStatus
{
    Ok,

    /// <summary>Measuring is possible, but its figures may suffer.</summary>
    Warn,

    /// <summary>Measuring is not possible.</summary>
    Fail,

    /// <summary>Nothing was found out, with the reason.</summary>
    Skipped,
}
