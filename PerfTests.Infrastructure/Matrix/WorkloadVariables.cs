using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>Values for the variables of a load's commands.</summary>
public static class WorkloadVariables
{
    /// <summary>Values for one command.</summary>
    /// <param name="environment">Where the load runs.</param>
    /// <param name="workload">The load.</param>
    /// <param name="port">Port of the stream: <see cref="Workload.BasePort"/> plus its number, from 0.</param>
    /// <param name="interfaceName">Interface of the side that runs the command.</param>
    public static IReadOnlyDictionary<string, string> For(TestEnvironment environment, Workload workload, int port, string interfaceName) =>
        new Dictionary<string, string>
        {
            ["port"] = port.ToString(),
            ["server_ip"] = environment.Server.TestIp,
            ["client_ip"] = environment.Client.TestIp,
            ["duration"] = Duration(workload),
            [ClientAmount.Variable] = workload.Amount?.ToString() ?? "",
            ["target_bw"] = workload.TargetBandwidth,
            ["interface"] = interfaceName,
            ["streams"] = workload.Streams.ToString(),
        };

    /// <summary>Seconds for what is to live as long as the load: where an amount ends it, as long as that may take.</summary>
    internal static string Duration(Workload workload) => (workload.DurationSeconds ?? workload.ExtraSeconds).ToString("0.###");
}
