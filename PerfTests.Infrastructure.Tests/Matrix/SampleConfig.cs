using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Tests.Matrix;

/// <summary>Configuration made in memory for tests of the matrix.</summary>
internal static class SampleConfig
{
    public static PerfConfig Of(PerformanceSpec spec, IReadOnlyList<ToolSpec>? tools = null, params string[] environments) =>
        new()
        {
            Folder = "/config",
            Hosts = new Dictionary<string, SshHost>(),
            Environments = [.. (environments.Length == 0 ? ["net"] : environments).Select(id => Environment(id))],
            Performance = spec,
            Tools = tools ?? [],
            Thresholds = new Thresholds(),
            Monitoring = new MonitoringConfig(),
        };

    public static TestEnvironment Environment(string id = "net") =>
        new()
        {
            Id = id,
            Name = id,
            Server = Side("server", "192.0.2.1", "eth1"),
            Client = Side("client", "192.0.2.2", "eth2"),
        };

    public static Endpoint Side(string host, string address, string interfaceName) =>
        new()
        {
            Host = new SshHost { Id = host, Host = host },
            TestIp = address,
            Interface = interfaceName,
        };

    public static ToolSpec Tool(string id, string template = "", params string[] environments) =>
        new()
        {
            Id = id,
            Name = id,
            Path = id,
            Template = template,
            ApplicableEnvironments = environments.Length == 0 ? ["net"] : environments,
            TestTypes = Enum.GetValues<TestType>(),
            Protocols = Enum.GetValues<Protocol>(),
        };

    public static LoadSpec Load(params Protocol[] protocols) =>
        new()
        {
            ServerCommand = new CommandTemplate("serve {port}"),
            Clients =
            [
                .. protocols.Select(protocol => new ClientLoad(protocol, new CommandTemplate("load {port} {duration} {target_bw}"))),
            ],
        };
}
