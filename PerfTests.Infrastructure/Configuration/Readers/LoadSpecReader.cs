using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads one block of loads, such as <c>throughput.single_stream</c> or <c>latency</c>.</summary>
/// <param name="names">Names that other files declare.</param>
/// <param name="block">The block.</param>
/// <param name="environments">The <c>environments</c> of the block around it.</param>
/// <param name="inherited">Block whose commands and durations apply where this one has none.</param>
internal sealed partial class LoadSpecReader(DeclaredNames names, YamlSection block, YamlField? environments, YamlSection? inherited)
{
    private const int LoadDuration = 30;
    private const int LatencyDuration = 20;
    private const int LoadPort = 5001;
    private const int NetserverPort = 12865;

    public LoadSpec SingleStream() => Read([1], Ports(LoadPort), LoadDuration);

    public LoadSpec MultiStream() => Read(Streams(block.Required("streams")), BasePorts(), LoadDuration);

    public LoadSpec Latency() => Read([1], Ports(NetserverPort), LatencyDuration);

    public LoadSpec Pps()
    {
        var counters = block.Field("sar_cmd")?.Template(TemplateVariables.OfCounters);
        return Read(Streams(block.Field("streams")), BasePorts(), LoadDuration) with { SarCommand = counters };
    }

    private LoadSpec Read(IReadOnlyList<int> streams, IReadOnlyList<int> ports, int defaultDuration)
    {
        var server = Own("server_cmd")?.Template(TemplateVariables.OfLoad);
        var commands = Enum.GetValues<Protocol>()
            .Select(protocol => (Protocol: protocol, Field: Own($"client_cmd_{protocol.ToString().ToLowerInvariant()}")))
            .Where(command => command.Field is not null)
            .Select(command => (command.Protocol, Field: command.Field!, Template: command.Field!.Template(TemplateVariables.OfLoad)))
            .ToList();
        var durations = Own("durations");
        var bandwidths = block.Field("target_bw");
        var seconds = durations?.Items(item => item.Integer(1, 86_400)) ?? [defaultDuration];
        var rates = bandwidths?.Items(Bandwidth) ?? ["0"];
        var limitedTo = (block.Field("environments") ?? environments)
            ?.Items(item => item.Reference(names.Environments, "environment", TestEnvironmentsReader.FileName)) ?? [];

        if (commands.Count == 0)
            block.Report("the block has no client command", "Add client_cmd_tcp, client_cmd_udp or client_cmd_icmp.");
        if (server is null && Own("server_cmd") is null && commands.Exists(command => command.Protocol != Protocol.Icmp))
            block.Report("the block has TCP or UDP clients but no server", "Add server_cmd.");
        ReportUnused(durations, "duration", commands.Select(command => command.Template));
        ReportUnused(bandwidths, "target_bw", commands.Select(command => command.Template));
        if (streams.Any(count => ports.Any(port => port + count - 1 > 65535)))
            block.Report($"{streams.Max()} streams from port {ports.Max()} on need ports above 65535", "Lower base_port or streams.");

        var clients = new List<ClientLoad>();
        foreach (var (protocol, field, template) in commands)
        {
            if (template is null)
                continue;
            var usesPort = protocol != Protocol.Icmp && (template.Variables.Contains("port") || server?.Variables.Contains("port") == true);
            if (protocol != Protocol.Icmp && streams.Any(count => count > 1) && !(template.Variables.Contains("port") && server?.Variables.Contains("port") != false))
                field.Report("runs several streams on one port", "Write {port} in it and in server_cmd: each stream has a port of its own.");
            clients.Add(new ClientLoad(protocol, template)
            {
                DurationsSeconds = template.Variables.Contains("duration") ? seconds : [Stated(field, template)],
                TargetBandwidths = template.Variables.Contains("target_bw") ? rates : ["0"],
                BasePorts = usesPort ? ports : [ports.DefaultIfEmpty(LoadPort).First()],
            });
        }
        return new LoadSpec { ServerCommand = server, Clients = clients, Streams = streams, Environments = limitedTo };
    }

    private YamlField? Own(string key) => block.Field(key) ?? inherited?.Field(key);

    private static IReadOnlyList<int> Streams(YamlField? field) => field?.Items(item => item.Integer(1, 1024)) ?? [1];

    private IReadOnlyList<int> Ports(int defaultPort) => block.Field("ports")?.Items(item => item.Integer(1, 65535)) ?? [defaultPort];

    private IReadOnlyList<int> BasePorts()
    {
        var basePort = block.Field("base_port");
        var ports = Ports(basePort?.Integer(1, 65535) ?? LoadPort);
        if (basePort is not null && block.Field("ports") is not null)
            basePort.Report("stands beside ports, which says the same", "Keep one: base_port for one first port, ports for a list of them.");
        return ports;
    }

    private static int Stated(YamlField field, CommandTemplate command)
    {
        if (ClientDuration.Stated(command.Text) is { } seconds)
            return seconds;
        field.Report(
            "does not say how long the load lasts",
            "Write {duration} where it belongs: iperf3 -t {duration}, netperf -l {duration}, ping -w {duration}.");
        return 1;
    }

    private static void ReportUnused(YamlField? field, string variable, IEnumerable<CommandTemplate?> commands)
    {
        if (!commands.Any(command => command is null || command.Variables.Contains(variable)))
            field?.Report($"has no effect: no client command uses {{{variable}}}", $"Write {{{variable}}} in a client command, or remove it.");
    }

    private static string? Bandwidth(YamlField item)
    {
        var text = item.Text();
        if (text is null || BandwidthPattern().IsMatch(text))
            return text;
        item.Report($"has '{text}', which is no bandwidth", "Write bits per second as in 100K, 500M, 2.5G, or 0 for no limit.");
        return null;
    }

    [GeneratedRegex(@"\A(0|(?!0+(\.0+)?[KMG])[0-9]+(\.[0-9]+)?[KMG])\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BandwidthPattern();
}
