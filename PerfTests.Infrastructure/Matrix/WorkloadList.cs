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
                (spec.SingleStream, workload => $"single_{workload.TargetBandwidth}_{End(workload)}"),
                (spec.MultiStream, workload => $"streams_{workload.Streams}_{End(workload)}"),
            ],
            TestType.Latency => [(spec.Latency, workload => $"latency_{End(workload)}")],
            _ => [(spec.Pps, workload => $"pps_streams_{workload.Streams}_{End(workload)}")],
        };
        foreach (var load in loads)
        {
            if (load.Spec is not null)
                yield return (load.Spec, load.ShortToken);
        }
    }

    private static IEnumerable<Workload> Combinations(TestType type, LoadSpec load, ClientLoad client, Func<Workload, string> shortToken) =>
        from streams in load.Streams
        from end in Ends(client)
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
            DurationSeconds = end.Seconds,
            Amount = end.Amount,
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

    private static IEnumerable<(double? Seconds, int? Amount)> Ends(ClientLoad client) =>
        client.Amounts.Count > 0
            ? client.Amounts.Select(amount => ((double?)null, (int?)amount))
            : client.DurationsSeconds.Select(seconds => ((double?)seconds, (int?)null));

    private static string End(Workload workload) => workload.Amount is { } amount ? $"{amount}n" : $"{workload.DurationSeconds:0.###}s";
}
