namespace PerfTests.Workbench.Doctor;

/// <summary>What one check found on one host.</summary>
/// <param name="Host">Id of the host in <c>ssh-hosts.yaml</c>, or <see cref="ThisMachine"/>.</param>
/// <param name="Check">Name of the check, such as <c>program iperf3</c>.</param>
/// <param name="Found">What was seen.</param>
/// <param name="Remedy">What to do about it; null where nothing is to be done.</param>
public sealed record CheckResult(string Host, string Check, CheckStatus Status, string Found, string? Remedy = null)
{
    /// <summary>Stands for the machine that runs the examination.</summary>
    public const string ThisMachine = "this machine";
}
