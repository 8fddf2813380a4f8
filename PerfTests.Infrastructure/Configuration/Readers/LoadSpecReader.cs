using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads one block of loads, such as <c>throughput.single_stream</c> or <c>latency</c>.</summary>
/// <param name="names">Names that other files declare.</param>
/// <param name="block">The block.</param>
/// <param name="environments">The <c>environments</c> of the block around it.</param>
/// <param name="inherited">Block whose commands, durations and amounts apply where this one has none.</param>
internal sealed partial class LoadSpecReader(DeclaredNames names, YamlSection block, YamlField? environments, YamlSection? inherited)
{
    private const int LoadDuration = 30;
    private const int LatencyDuration = 20;
    private const int LoadPort = 5001;
    private const int NetserverPort = 12865;
    private const string AmountRemedy =
        "Write iperf3 -n {amount}, netperf -l -{amount} or ping -c {amount}, or a whole number in its place.";
    private const string DefaultPing = "ping -n -I {client_ip} -i 0.01 -w {duration} {server_ip}";

    public LoadSpec SingleStream() => Read([1], Ports(LoadPort), LoadDuration);

    public LoadSpec MultiStream() => Read(Streams(block.Required("streams")), BasePorts(), LoadDuration);

    public LoadSpec Latency()
    {
        var addsPing = names.AsksForIcmp && Own("client_cmd_icmp") is null;
        var spec = Read([1], Ports(NetserverPort), LatencyDuration, addsPing);
        if (!addsPing || spec.Clients is not [var first, ..])
            return spec;
        var durations = Own("durations")?.Items(item => item.Integer(1, 86_400)) ?? [LatencyDuration];
        return spec with
        {
            Clients =
            [
                .. spec.Clients,
                new ClientLoad(Protocol.Icmp, new CommandTemplate(DefaultPing))
                {
                    IsDefault = true,
                    DurationsSeconds = durations,
                    BasePorts = [.. first.BasePorts.Take(1)],
                },
            ],
        };
    }

    public LoadSpec Pps()
    {
        var counters = block.Field("sar_cmd")?.Template(TemplateVariables.OfCounters);
        return Read(Streams(block.Field("streams")), BasePorts(), LoadDuration) with { SarCommand = counters };
    }

    /// <param name="addsTimed">Whether a command that lasts a time is added to those of the block.</param>
    private LoadSpec Read(IReadOnlyList<int> streams, IReadOnlyList<int> ports, int defaultDuration, bool addsTimed = false)
    {
        var serverField = Own("server_cmd");
        var server = serverField?.Template(TemplateVariables.OfServer);
        var commands = Commands();
        var (durations, amounts) = (Own("durations"), Own("amounts"));
        var bandwidths = block.Field("target_bw");
        var axes = new ClientLoad(Protocol.Tcp, new CommandTemplate(""))
        {
            DurationsSeconds = durations?.Items(item => item.Integer(1, 86_400)) ?? [defaultDuration],
            // What is wrong with every one of them is told there.
            Amounts = amounts is null ? [] : [.. amounts.Items(item => item.Integer(1, int.MaxValue)).DefaultIfEmpty(1)],
            TargetBandwidths = bandwidths?.Items(Bandwidth) ?? ["0"],
            BasePorts = ports,
        };
        var limitedTo =
            (block.Field("environments") ?? environments)?.Items(item =>
                item.Reference(names.Environments, "environment", TestEnvironmentsReader.FileName)
            )
            ?? [];

        if (commands.Count == 0)
            block.Report("the block has no client command", "Add client_cmd_tcp, client_cmd_udp or client_cmd_icmp.");
        if (serverField is null && commands.Exists(command => command.Protocol != Protocol.Icmp))
            block.Report("the block has TCP or UDP clients but no server", "Add server_cmd.");
        if (streams.Any(count => ports.Any(port => port + count - 1 > 65535)))
            block.Report($"{streams.Max()} streams from port {ports.Max()} on need ports above 65535", "Lower base_port or streams.");
        if (!addsTimed)
            ReportUnused(block.Field("durations"), "duration", commands);
        ReportUnused(block.Field("amounts"), ClientAmount.Variable, commands);
        ReportUnused(bandwidths, "target_bw", commands);
        return new LoadSpec
        {
            ServerCommand = server,
            Clients =
            [
                .. commands.Where(command => command.Template is not null).Select(command => Client(command, server, streams, axes)),
            ],
            Streams = streams,
            ExtraSeconds = Own("extra_time")?.Number(1, 3600) ?? new LoadSpec { Clients = [] }.ExtraSeconds,
            Environments = limitedTo,
        };
    }

    private List<ClientCommand> Commands() =>
        [
            .. from protocol in Enum.GetValues<Protocol>()
            let field = Own($"client_cmd_{protocol.ToString().ToLowerInvariant()}")
            where field is not null
            select new ClientCommand(protocol, field, Checked(field, field.Template(TemplateVariables.OfLoad))),
        ];

    private static CommandTemplate? Checked(YamlField field, CommandTemplate? template)
    {
        if (template is not null && ClientCommandCheck.Of(template) is var (problem, remedy))
            field.Report(problem, remedy);
        return template;
    }

    // A command is given the values of the axes that it uses, so that no two of its loads are the same.
    private static ClientLoad Client(ClientCommand command, CommandTemplate? server, IReadOnlyList<int> streams, ClientLoad axes)
    {
        var template = command.Template!;
        var hasServer = command.Protocol != Protocol.Icmp;
        var usesPort = template.Variables.Contains("port");
        var servesPort = server is null || server.Variables.Contains("port");
        if (hasServer && streams.Any(count => count > 1) && !(usesPort && servesPort))
            command.Field.Report(
                "runs several streams on one port",
                "Write {port} in it and in server_cmd: each stream has a port of its own."
            );
        return WithEnd(command.Field, template, axes) with
        {
            Protocol = command.Protocol,
            Command = template,
            TargetBandwidths = template.Variables.Contains("target_bw") ? axes.TargetBandwidths : ["0"],
            BasePorts = hasServer && (usesPort || servesPort) ? axes.BasePorts : [.. axes.BasePorts.Take(1)],
        };
    }

    private static ClientLoad WithEnd(YamlField field, CommandTemplate command, ClientLoad axes)
    {
        var (usesTime, usesAmount) = (command.Variables.Contains("duration"), command.Variables.Contains(ClientAmount.Variable));
        var isTimed = usesTime || ClientDuration.Stated(command.Text) is not null;
        var amount = ClientAmount.Stated(command);
        if (usesAmount && isTimed)
            field.Report("ends by a time and by {amount}, and a load has one end", "Keep one of them.");
        else if (usesAmount && amount != $"{{{ClientAmount.Variable}}}")
            field.Report("uses {amount} where it does not end the load", AmountRemedy);
        else if (usesAmount && axes.Amounts.Count == 0)
            field.Report("uses {amount}, and its block has none", "Add a list of whole numbers to the block, such as amounts: [20000].");
        if (usesAmount)
            return axes;
        if (isTimed || amount is null)
            return axes with { DurationsSeconds = usesTime ? axes.DurationsSeconds : [Stated(field, command)], Amounts = [] };
        if (int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated > 0)
            return axes with { Amounts = [stated] };
        field.Report($"ends by '{amount}', which is not a whole number over 0", AmountRemedy);
        return axes;
    }

    private YamlField? Own(string key) => block.Field(key) ?? inherited?.Field(key);

    private static IReadOnlyList<int> Streams(YamlField? field) => field?.Items(item => item.Integer(1, 1024)) ?? [1];

    private IReadOnlyList<int> Ports(int defaultPort) => block.Field("ports")?.Items(item => item.Integer(1, 65535)) ?? [defaultPort];

    private IReadOnlyList<int> BasePorts()
    {
        var basePort = block.Field("base_port");
        var ports = Ports(basePort?.Integer(1, 65535) ?? LoadPort);
        if (basePort is not null && block.Field("ports") is not null)
            basePort.Report(
                "says the same as ports, which is there too",
                "Keep one: base_port for one first port, ports for a list of them."
            );
        return ports;
    }

    private static int Stated(YamlField field, CommandTemplate command)
    {
        if (ClientDuration.Stated(command.Text) is { } seconds)
            return seconds;
        field.Report(
            "does not say how long the load lasts",
            "Write {duration} where it belongs: iperf3 -t {duration}, netperf -l {duration}, ping -w {duration}; or an amount that ends "
                + "it: iperf3 -n {amount}, netperf -l -{amount}, ping -c {amount}."
        );
        return 1;
    }

    private static void ReportUnused(YamlField? field, string variable, List<ClientCommand> commands)
    {
        if (!commands.Exists(command => command.Template is null || command.Template.Variables.Contains(variable)))
            field?.Report(
                $"has no effect: no client command uses {{{variable}}}",
                $"Write {{{variable}}} in a client command, or remove it."
            );
    }

    private static string? Bandwidth(YamlField item)
    {
        var text = item.Text();
        if (text is null || BandwidthPattern().IsMatch(text))
            return text;
        item.Report($"has '{text}', which is not a bandwidth", "Write bits per second as in 100K, 500M, 2.5G, or 0 for no limit.");
        return null;
    }

    [GeneratedRegex(@"\A(0|(?!0+(\.0+)?[KMG])[0-9]+(\.[0-9]+)?[KMG])\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BandwidthPattern();

    /// <summary>A client command as the file has it; without a template where that is no text.</summary>
    private sealed record ClientCommand(Protocol Protocol, YamlField Field, CommandTemplate? Template);
}
