using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>A workload between the two hosts of an environment, as commands.</summary>
internal sealed record LoadPlan(TestEnvironment Environment, Workload Workload, ILoadProgram Program)
{
    /// <summary>One command for each stream.</summary>
    public required IReadOnlyList<string> ClientCommands { get; init; }

    /// <summary>Servers to start, and the port at which each listens; empty where the other side's kernel answers.</summary>
    public required IReadOnlyList<(string Command, int Port)> Servers { get; init; }

    public string? ServerCommand => Servers.Count == 0 ? null : string.Join(" & ", Servers.Select(server => server.Command));

    public static LoadPlan Of(PerfCase perfCase)
    {
        var (environment, workload) = (perfCase.Environment, perfCase.Workload);
        var program = LoadPrograms.Find(workload.ClientCommand);
        var ports = Enumerable.Range(workload.BasePort, workload.Streams).ToList();
        var client = program.Prepare(workload.ClientCommand);
        return new LoadPlan(environment, workload, program)
        {
            ClientCommands =
            [
                .. ports.Select(port => client.Render(WorkloadVariables.For(environment, workload, port, environment.Client.Interface))),
            ],
            Servers = workload.ServerCommand is not { } server
                ? []
                :
                [
                    .. ports.Select(port =>
                        (server.Render(WorkloadVariables.For(environment, workload, port, environment.Server.Interface)), port)
                    ),
                ],
        };
    }
}
