using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>What a run is, as its <c>metadata.json</c> and <c>fingerprint.json</c> say it.</summary>
internal static class RunDescription
{
    public static RunConditions Conditions(PerfCase perfCase, Arm arm) =>
        new()
        {
            Environment = perfCase.Environment.Id,
            TestType = PerfCase.Token(perfCase.Workload.Type),
            Protocol = PerfCase.Token(perfCase.Workload.Protocol),
            Parameters = new Dictionary<string, string>
            {
                ["params"] = perfCase.Workload.Params,
                ["streams"] = perfCase.Workload.Streams.ToString(),
                [perfCase.Workload.Amount is null ? "duration_seconds" : "amount"] =
                    $"{perfCase.Workload.Amount ?? perfCase.Workload.DurationSeconds}",
                ["target_bandwidth"] = perfCase.Workload.TargetBandwidth,
                ["base_port"] = perfCase.Workload.BasePort.ToString(),
            },
            EbpfTool = arm == Arm.Ebpf ? perfCase.Tool?.FolderId : null,
        };

    public static Dictionary<string, IReadOnlyDictionary<string, string>> Hosts(
        TestEnvironment environment,
        Arm arm,
        SessionHosts sessionHosts
    )
    {
        var hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = Describe(environment.Server, sessionHosts),
            ["client"] = Describe(environment.Client, sessionHosts),
        };
        if (arm == Arm.Ebpf && environment.ToolEndpoints.Count == 1)
            hosts["tool_host"] = Describe(environment.ToolEndpoints[0].Endpoint, sessionHosts);
        return hosts;
    }

    /// <param name="hash">What was deployed, or what lies on the host; null when that is not known.</param>
    public static MeasuredTool? Tool(PerfCase perfCase, string? hash) =>
        perfCase.Tool is not { } use
            ? null
            : new MeasuredTool
            {
                Id = use.Spec.Id,
                Name = use.Spec.Name,
                Variant = use.TestId,
                Version = hash is null ? null : ToolVersion.ShortOf(hash),
                Hash = hash,
                Files = use.Spec.Version?.Files ?? [],
                Path = use.Spec.Path,
                Parameters = use.Parameters,
                RunsOn = [.. perfCase.Environment.ToolEndpoints.Select(endpoint => endpoint.Role)],
            };

    private static Dictionary<string, string> Describe(Endpoint endpoint, SessionHosts hosts) =>
        new()
        {
            ["id"] = endpoint.Host.Id,
            ["host"] = endpoint.Host.Host,
            ["transport"] = hosts[endpoint.Host].Transport,
            ["test_ip"] = endpoint.TestIp,
            ["interface"] = endpoint.Interface,
        };

    /// <param name="hooks">Which hooks stand around the case; null without any.</param>
    public static Fingerprint Fingerprint(PerfCase perfCase, LoadPlan load, SessionHosts hosts, MonitoringConfig monitoring, string? hooks)
    {
        var environment = perfCase.Environment;
        var byRole = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = Identified(environment.Server, hosts),
            ["client"] = Identified(environment.Client, hosts),
        };
        if (environment.ToolHost is { } toolHost)
            byRole["tool_host"] = Identified(toolHost, hosts);
        var workload = new Dictionary<string, string>
        {
            ["params"] = perfCase.Workload.Params,
            ["server_command"] = load.ServerCommand ?? "",
            ["client_command"] = string.Join(" & ", load.ClientCommands),
            // What samples or runs beside a load takes a share of the host: a baseline without it makes the tool look dear.
            ["monitoring"] = Monitoring(monitoring),
            ["hooks"] = hooks ?? "none",
        };
        return new Fingerprint { Hosts = byRole, Workload = workload };
    }

    private static string Monitoring(MonitoringConfig monitoring)
    {
        (bool IsOn, string Name)[] parts =
        [
            (monitoring.Cpu, "cpu"),
            (monitoring.Memory, "memory"),
            (monitoring.Network, "network"),
            (monitoring.DiskIo, "disk_io"),
        ];
        var names = parts.Where(part => part.IsOn).Select(part => part.Name).ToList();
        List<string> running = [];
        if (monitoring.Enabled && names.Count > 0)
            running.Add($"{string.Join(", ", names)} every {monitoring.IntervalSeconds} s");
        if (monitoring.Enabled && monitoring.Perf.Enabled)
            running.Add($"perf counts {string.Join(", ", monitoring.Perf.Events)}");
        if (running.Count > 0 && monitoring.InRounds != RoundSampling.Auto)
            running.Add($"in rounds: {PerfCase.Token(monitoring.InRounds)}");
        return running.Count == 0 ? "off" : string.Join("; ", running);
    }

    private static Dictionary<string, string> Identified(Endpoint endpoint, SessionHosts hosts) =>
        new(hosts.Facts(endpoint)) { ["host_id"] = endpoint.Host.Id, ["interface"] = endpoint.Interface };
}
