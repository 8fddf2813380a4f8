using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>What the cases of a selection need of one host.</summary>
internal sealed record HostNeeds(SshHost Host)
{
    public IReadOnlyList<HostSide> Sides { get; init; } = [];

    /// <summary>Each program once for each account that starts it.</summary>
    public IReadOnlyList<ProgramNeed> Programs { get; init; } = [];

    /// <summary>Cores to which its loads are bound, each once, as the commands write them; null stands for those that are not.</summary>
    public IReadOnlyList<string?> LoadCores { get; init; } = [];

    /// <summary>Ports on which load servers will listen, in order.</summary>
    public IReadOnlyList<int> ServerPorts { get; init; } = [];

    /// <summary>Which loads take those ports.</summary>
    public IReadOnlyList<PortLoad> PortLoads { get; init; } = [];

    /// <summary>Tools that run here.</summary>
    public IReadOnlyList<ToolSpec> Tools { get; init; } = [];

    /// <summary>What the tools' programs say about their own needs.</summary>
    public ToolSourceHints Hints { get; init; } = new();

    /// <summary>The needs of each host that a case uses, in the order of the cases.</summary>
    /// <param name="sourceFolders">Folders on this machine in which tools are looked for; empty reads none.</param>
    public static IReadOnlyList<HostNeeds> Of(IReadOnlyCollection<PerfCase> cases, IReadOnlyList<string>? sourceFolders = null)
    {
        var hosts = cases.SelectMany(perfCase => perfCase.Environment.Hosts).DistinctBy(host => host.Id).ToList();
        return [.. hosts.Select(host => OfHost(host, cases, sourceFolders ?? []))];
    }

    private static HostNeeds OfHost(SshHost host, IReadOnlyCollection<PerfCase> cases, IReadOnlyList<string> sourceFolders)
    {
        var environments = cases.Select(perfCase => perfCase.Environment).DistinctBy(environment => environment.Id);
        var served = cases
            .Where(perfCase => perfCase.Environment.Server.Host.Id == host.Id && perfCase.Workload.ServerCommand is not null)
            .ToList();
        var sent = cases.Where(perfCase => perfCase.Environment.Client.Host.Id == host.Id);
        var tools = cases
            .Where(perfCase => perfCase.Tool is not null && perfCase.Environment.ToolEndpoints.Any(tool => tool.Host.Id == host.Id))
            .Select(perfCase => perfCase.Tool!.Spec)
            .DistinctBy(tool => tool.Id)
            .ToList();
        var programs = served
            .SelectMany(
                perfCase => CommandPrograms.Of(perfCase.Workload.ServerCommand!),
                (_, program) => new ProgramNeed(program, "load server")
            )
            .Concat(
                sent.SelectMany(
                    perfCase => CommandPrograms.Of(perfCase.Workload.ClientCommand),
                    (_, program) => new ProgramNeed(program, "load client")
                )
            )
            .Concat(
                tools.SelectMany(
                    tool => ProgramsOf(tool, host),
                    (tool, program) => new ProgramNeed(program, $"tool {tool.Id}") { AsRoot = host.Sudo }
                )
            );
        return new HostNeeds(host)
        {
            Sides = [.. environments.SelectMany(environment => SidesOf(host, environment))],
            Programs = [.. programs.DistinctBy(need => (need.Program, need.AsRoot))],
            LoadCores =
            [
                .. served
                    .Select(perfCase => perfCase.Workload.ServerCommand!)
                    .Concat(sent.Select(perfCase => perfCase.Workload.ClientCommand))
                    .Select(CommandCores.Of)
                    .Distinct(),
            ],
            ServerPorts =
            [
                .. served
                    .SelectMany(perfCase => Enumerable.Range(perfCase.Workload.BasePort, perfCase.Workload.Streams))
                    .Distinct()
                    .Order(),
            ],
            PortLoads =
            [
                .. served
                    .Select(perfCase => new PortLoad(
                        PerfCase.Token(perfCase.Workload.Type),
                        perfCase.Workload.BasePort,
                        perfCase.Workload.Streams
                    ))
                    .Distinct(),
            ],
            Tools = tools,
            Hints = ToolSourceHints.Of(tools, sourceFolders),
        };
    }

    private static IEnumerable<string> ProgramsOf(ToolSpec tool, SshHost host)
    {
        var commands = new[] { tool.Loader?.Start, tool.Loader?.Stop }.OfType<string>().Select(command => new CommandTemplate(command));
        IEnumerable<string> starts = tool.Loader?.Start is null ? [tool.ExecutableOn(host)] : [];
        // Nothing else tells what a loader left in the kernel.
        IEnumerable<string> lookups = tool.Loader is null ? [] : ["bpftool"];
        return starts.Concat(commands.SelectMany(CommandPrograms.Of)).Concat(lookups).Where(CommandPrograms.IsFindable);
    }

    private static IEnumerable<HostSide> SidesOf(SshHost host, TestEnvironment environment)
    {
        if (environment.Server.Host.Id == host.Id)
            yield return new HostSide(environment, HostRole.Server);
        if (environment.Client.Host.Id == host.Id)
            yield return new HostSide(environment, HostRole.Client);
        if (environment.ToolHost?.Host.Id == host.Id)
            yield return new HostSide(environment, HostRole.ToolHost);
    }
}
