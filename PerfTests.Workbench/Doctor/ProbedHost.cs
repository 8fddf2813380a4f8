using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Monitoring;

namespace PerfTests.Workbench.Doctor;

/// <summary>A host that answered: what is needed of it, and what it said.</summary>
/// <param name="Login">Answers given as the login user.</param>
/// <param name="Root">Answers given as root, directly or through sudo; null when root was refused.</param>
internal sealed record ProbedHost(HostNeeds Needs, ProbeAnswers Login, ProbeAnswers? Root)
{
    /// <summary>Why root was refused.</summary>
    public string? RootRefusal { get; init; }

    /// <summary>Subjects of the checks that the host did not get to: of these nothing is known.</summary>
    public IReadOnlyList<string> NotExamined { get; init; } = [];

    /// <summary>Null when it could not be measured.</summary>
    public ClockOffset? Clock { get; init; }

    public string Id => Needs.Host.Id;

    public CheckResult Ok(string check, string found) => new(Id, check, CheckStatus.Ok, found);

    public CheckResult Warn(string check, string found, string remedy) => new(Id, check, CheckStatus.Warn, found, remedy);

    public CheckResult Fail(string check, string found, string remedy) => new(Id, check, CheckStatus.Fail, found, remedy);

    public CheckResult Skipped(string check, string reason) => new(Id, check, CheckStatus.Skipped, reason);
}
