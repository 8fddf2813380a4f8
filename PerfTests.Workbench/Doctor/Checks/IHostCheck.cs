using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>One group of checks: what it asks a host, and what it makes of the answers.</summary>
/// <remarks>
/// Scripts print answers with <c>fact KEY VALUE</c>, change nothing on the host, and bound in time whatever may hang. The scripts of all
/// checks are sent as one command.
/// </remarks>
internal interface IHostCheck
{
    /// <summary>What is looked at, as it is named where a host did not get to it: <c>free ports</c>.</summary>
    string Subject { get; }

    /// <summary>POSIX shell text that is run as the login user.</summary>
    string LoginScript(HostNeeds needs) => "";

    /// <summary>POSIX shell text that is run as root.</summary>
    string RootScript(HostNeeds needs) => "";

    /// <summary>Pure: the same answers give the same findings.</summary>
    IEnumerable<CheckResult> Judge(ProbedHost host);
}
