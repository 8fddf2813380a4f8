using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>All BPF programs on the hosts of a run, before its tool starts and when the load has ended.</summary>
internal sealed class ProgramsWatch(TestEnvironment environment, SessionHosts hosts, KernelPrograms kernels, ValidityLimits limits)
{
    private IReadOnlyList<ProgramListing> _before = [];
    private IReadOnlyList<ProgramListing> _after = [];

    /// <summary>Each host of the run once, in the first role that it has.</summary>
    public IReadOnlyList<(string Role, SshHost Host)> Roles { get; } =
    [
        .. new[] { (Role: "server", environment.Server.Host), (Role: "client", environment.Client.Host) }
            .Concat(environment.ToolEndpoints.Select(tool => (tool.Role, tool.Host)))
            .DistinctBy(role => role.Host.Id),
    ];

    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task LookAsync(LoadMoment moment, CancellationToken cancellationToken)
    {
        if (limits.Of(ValidityRule.ForeignPrograms) is null && limits.Of(ValidityRule.LeftoverPrograms) is null)
            return;
        var listings = await kernels.ReadAsync([.. Roles.Select(role => hosts[role.Host])], cancellationToken);
        if (moment == LoadMoment.Before)
            _before = listings;
        else
            _after = listings;
    }

    /// <param name="tools">What was seen of the tool in this run.</param>
    public IEnumerable<ValidityMeasure> Measures(IReadOnlyList<ToolObservation> tools) =>
        Roles
            .Zip(_before.Zip(_after))
            .SelectMany(host =>
                ProgramMeasures.Of(
                    host.First.Role,
                    host.First.Host.Id,
                    host.Second.First.Programs,
                    host.Second.Second.Programs,
                    ToolIds(host.Second.Second, tools)
                )
            );

    /// <summary>By role: programs that are not the tool's, when the load had ended; null where they are not known.</summary>
    public IReadOnlyList<LoadedProgram>? Foreign(string role, IReadOnlyList<ToolObservation> tools) =>
        Roles
            .Zip(_after)
            .Where(host => host.First.Role == role)
            .Select(host => ProgramMeasures.Foreign(host.Second.Programs, ToolIds(host.Second, tools)))
            .FirstOrDefault();

    /// <summary>The tool's programs on a host's kernel, whichever of its hosts started them.</summary>
    private HashSet<int> ToolIds(ProgramListing listing, IReadOnlyList<ToolObservation> tools)
    {
        var here = environment
            .ToolEndpoints.Where(tool =>
                Roles.Zip(_after).Any(host => host.First.Host.Id == tool.Host.Id && host.Second.BootId == listing.BootId)
            )
            .Select(tool => tool.Role)
            .ToHashSet();
        return
        [
            .. tools
                .Where(tool => here.Contains(tool.Role))
                .SelectMany(tool => tool.Before.Concat(tool.After))
                .Select(program => program.Id),
        ];
    }
}
