namespace PerfTests.Workbench.Doctor;

/// <summary>The findings of an examination, in the order of the hosts.</summary>
public sealed record DoctorReport(IReadOnlyList<CheckResult> Findings)
{
    /// <summary>Whether a session may start: warnings are allowed.</summary>
    public bool IsUsable => Findings.All(finding => finding.Status != CheckStatus.Fail);

    public bool HasWarnings => Findings.Any(finding => finding.Status == CheckStatus.Warn);

    /// <summary>The same conclusion from fewer lines: what is not as it should be.</summary>
    public DoctorReport Unsound => new([.. Findings.Where(finding => finding.Status is CheckStatus.Fail or CheckStatus.Warn)]);

    public DoctorReport With(IEnumerable<CheckResult> more) => new([.. Findings, .. more]);
}
