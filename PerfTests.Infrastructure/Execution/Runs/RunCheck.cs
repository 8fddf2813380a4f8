using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>Measures in one run what the validity rules ask for, and keeps it in the run's folder.</summary>
internal sealed class RunCheck
{
    private readonly PerfCase _case;
    private readonly Arm _arm;
    private readonly RunPurpose _purpose;
    private readonly ValidityLimits _limits;
    private readonly ProgramsWatch _programs;
    private readonly ElapsedWatch _elapsed;

    public RunCheck(
        PerfCase perfCase,
        Arm arm,
        RunPurpose purpose,
        SessionHosts hosts,
        KernelPrograms kernels,
        ValidityLimits limits,
        TimeProvider time
    )
    {
        (_case, _arm, _purpose, _limits) = (perfCase, arm, purpose, limits);
        _programs = new ProgramsWatch(perfCase.Environment, hosts, kernels, limits);
        _elapsed = new ElapsedWatch(
            limits.Of(ValidityRule.ElapsedDifference) is null ? [] : [.. _programs.Roles.Select(role => (role.Role, hosts[role.Host]))],
            time
        );
    }

    /// <summary>Looks at what may change: before the tool is started, and when the load has ended.</summary>
    public Task LookAsync(LoadMoment moment, CancellationToken cancellationToken) => _programs.LookAsync(moment, cancellationToken);

    /// <summary>Looks at the clocks of all hosts, right before and right after the load.</summary>
    public Task LookAtClocksAsync(LoadMoment moment, CancellationToken cancellationToken) => _elapsed.LookAsync(moment, cancellationToken);

    /// <summary>Writes <c>validity.json</c> and holds it against the limits.</summary>
    /// <param name="tools">What was seen of the tool.</param>
    public async Task<RunJudgement> JudgeAsync(
        MeasuredLoad load,
        IReadOnlyList<ToolObservation> tools,
        RunFolder folder,
        CancellationToken cancellationToken
    )
    {
        var measured = new RunValidity
        {
            Measures =
            [
                .. LoadMeasures.Of(load.Result, _case.Workload.Type, _arm, load.Hosts),
                .. load.Hosts.SelectMany(HostMeasures.Of),
                .. _elapsed.Measures(),
                .. _programs.Measures(tools),
            ],
            Hosts = _programs.Roles.ToDictionary(
                role => role.Role,
                role => new HostConditions
                {
                    HostId = role.Host.Id,
                    FrequencyCeiling = load.Hosts.FirstOrDefault(host => host.HostId == role.Host.Id)?.StateAfter?.FrequencyCeiling,
                    ForeignPrograms = _programs.Foreign(role.Role, tools),
                }
            ),
        };
        await JsonFiles.WriteAsync(Path.Combine(folder.FullPath, RunValidity.FileName), measured, JsonFiles.CamelCase, cancellationToken);
        return new RunJudgement(measured, RunRules.Breaches(measured, _purpose, _limits));
    }
}
