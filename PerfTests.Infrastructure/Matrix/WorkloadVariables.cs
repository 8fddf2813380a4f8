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
            // What lives as long as the longest load lives as long as this one.
            ["duration"] = (workload.DurationSeconds ?? workload.ExtraSeconds).ToString("0.###"),
            [ClientAmount.Variable] = workload.Amount?.ToString() ?? "",
            ["target_bw"] = workload.TargetBandwidth,
            ["interface"] = interfaceName,
            ["streams"] = workload.Streams.ToString(),
        };
}
