using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>The workloads of an environment, each with a token of its own.</summary>
internal static class WorkloadList
{
    /// <summary>Workloads in the order of test type, protocol and parameters.</summary>
    public static IEnumerable<Workload> Of(PerformanceSpec spec, string environment) =>
        from type in Enum.GetValues<TestType>()
        from protocol in Enum.GetValues<Protocol>()
        from load in Loads(spec, type)
        where load.Spec.Environments.Count == 0 || load.Spec.Environments.Contains(environment)
        from client in load.Spec.Clients
        where client.Protocol == protocol
        from workload in Combinations(type, load.Spec, client, load.ShortToken)
        select workload;

    private static IEnumerable<(LoadSpec Spec, Func<Workload, string> ShortToken)> Loads(PerformanceSpec spec, TestType type)
    {
        (LoadSpec? Spec, Func<Workload, string> ShortToken)[] loads = type switch
        {
            TestType.Throughput =>
            [
                (spec.SingleStream, workload => $"single_{workload.TargetBandwidth}_{Seconds(workload)}s"),
                (spec.MultiStream, workload => $"streams_{workload.Streams}_{Seconds(workload)}s"),
            ],
            TestType.Latency => [(spec.Latency, workload => $"latency_{Seconds(workload)}s")],
            _ => [(spec.Pps, workload => $"pps_streams_{workload.Streams}_{Seconds(workload)}s")],
        };
        foreach (var load in loads)
        {
            if (load.Spec is not null)
                yield return (load.Spec, load.ShortToken);
        }
    }

    private static IEnumerable<Workload> Combinations(TestType type, LoadSpec load, ClientLoad client, Func<Workload, string> shortToken) =>
        from streams in load.Streams
        from seconds in client.DurationsSeconds
        from bandwidth in client.TargetBandwidths
        from port in client.BasePorts
        let workload = new Workload
        {
            Type = type,
            Protocol = client.Protocol,
            Params = "",
            ServerCommand = client.Protocol == Protocol.Icmp ? null : load.ServerCommand,
            ClientCommand = client.Command,
            IsDefault = client.IsDefault,
            SarCommand = load.SarCommand,
            Streams = streams,
            BasePort = port,
            DurationSeconds = seconds,
            ExtraSeconds = load.ExtraSeconds,
            TargetBandwidth = bandwidth,
        }
        select workload with
        {
            Params = Unique(shortToken(workload), workload, client),
        };

    // The short token names the parameters that a load usually varies; one that varies beyond these is appended.
    private static string Unique(string token, Workload workload, ClientLoad client)
    {
        if (client.TargetBandwidths.Count > 1 && !token.StartsWith("single_", StringComparison.Ordinal))
            token += $"_{workload.TargetBandwidth}";
        return client.BasePorts.Count > 1 ? token + $"_p{workload.BasePort}" : token;
    }

    private static string Seconds(Workload workload) => workload.DurationSeconds.ToString("0.###");
}
