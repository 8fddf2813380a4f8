using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Workbench.Calibration.Control;

/// <summary>
/// The configuration of the positive control: loads and a tool of its own, on one lab environment of the user's, by the user's rule.
/// </summary>
internal static class ControlConfig
{
    public const string ToolId = "packet_work";

    /// <summary>Iterations of the program's loop, each twice the one before: on the lab 1 to 6 us for each packet.</summary>
    public static IReadOnlyList<int> Iterations { get; } = [1000, 2000, 4000];

    // As many as show a cost of a third of the lab's round trip within a tenth of itself.
    private const int WorkRounds = 12;
    private const string ToolPath = "ebpf-tools/control/packet_work.py";

    /// <summary>The environment for the control: hosts of the embedded lab, the tool on one that the load passes.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static TestEnvironment Environment(PerfConfig config, IReadOnlyList<string> asked) =>
        config
            .Environments.Where(environment => asked.Count == 0 || asked.Contains(environment.Id))
            .FirstOrDefault(environment => environment.ToolHost is null && environment.Hosts.All(host => host.IsLab))
        ?? throw new ConfigurationException([
            new ConfigurationError(
                "test-environments.yaml",
                0,
                "the control slows a link down, which is done to the embedded lab only: no environment chosen has lab hosts alone",
                "Run it with the default configuration set: --config config --environment lab-system."
            ),
        ]);

    /// <param name="config">The user's set.</param>
    /// <param name="environment">From <see cref="Environment"/>.</param>
    public static PerfConfig Of(PerfConfig config, TestEnvironment environment) =>
        config with
        {
            Environments = [environment],
            Performance = new PerformanceSpec
            {
                // Large segments, so that every packet of both arms has the same share of headers.
                SingleStream = new LoadSpec
                {
                    ServerCommand = new("chrt -f 5 iperf3 -s -p {port} -B {server_ip}"),
                    Clients =
                    [
                        new(Protocol.Tcp, new("chrt -f 5 iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -l 65520"))
                        {
                            DurationsSeconds = [1],
                        },
                    ],
                },
                // Before all other programs of the machine, which would stretch every transaction, the work for its packets included.
                // Both ends on one core, so that all work of a transaction is in its latency, one piece after the other.
                Latency = new LoadSpec
                {
                    ServerCommand = new("chrt -f 5 taskset -c 0 netserver -L {server_ip} -p {port} -D"),
                    Clients =
                    [
                        new(
                            Protocol.Tcp,
                            new(
                                "chrt -f 5 taskset -c 0 netperf -H {server_ip} -p {port} -t TCP_RR -l {duration} -- -o "
                                    + "min_latency,mean_latency,p50_latency,p90_latency,p99_latency,max_latency,stddev_latency,"
                                    + "transaction_rate"
                            )
                        )
                        {
                            DurationsSeconds = [1],
                            BasePorts = [12865],
                        },
                    ],
                },
            },
            Tools = [Tool(config.SourceFolders, environment.Id)],
            Thresholds = config.Thresholds with { Looks = [WorkRounds], Budgets = [], Baseline = BaselinePolicy.Interleaved },
            Monitoring = config.Monitoring with { Enabled = false },
            Hooks = new HooksConfig(),
        };

    private static ToolSpec Tool(IReadOnlyList<string> sourceFolders, string environment) =>
        new()
        {
            Id = ToolId,
            Name = "Known work for every packet",
            Path = ToolPath,
            Version = ToolVersion.Find(sourceFolders, ToolPath),
            Executable = "python3",
            Template = "--interface {interface} --iterations {iterations}",
            Axes = new Dictionary<string, IReadOnlyList<string>>
            {
                ["iterations"] = [.. Iterations.Select(count => count.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            },
            ApplicableEnvironments = [environment],
            TestTypes = [TestType.Latency],
            Protocols = [Protocol.Tcp],
            Ready = new ToolReadiness { Line = "^ready$" },
        };
}
