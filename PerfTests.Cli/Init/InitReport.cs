using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Workbench.Init;

namespace PerfTests.Cli.Init;

/// <summary>What <c>perftests init</c> found and wrote, as text and as JSON.</summary>
internal static class InitReport
{
    public static string Describe(TestPath path) =>
        $"server {path.Server.Interface} {path.Server.Address}, client {path.Client.Interface} {path.Client.Address}, "
        + $"{(path.Gateway is { } gateway ? $"through {gateway}" : "on one link")}, "
        + $"{RoundTrip(path)}{(path.CarriesSsh ? ", also used by ssh" : "")}";

    public static string Text(Site site, string folder, IEnumerable<string> files)
    {
        var table = new PlainTable(indent: 0).Words("").Words("");
        foreach (var host in site.Hosts)
        {
            table.Add(
                host.Host.Id,
                $"{host.System}, {host.Kernel}, {host.Cpus} CPUs, logged in as {host.User}{(host.Host.Sudo ? " with sudo" : "")}"
            );
            table.Add(
                "",
                string.Join(
                    ", ",
                    host.Programs.Where(program => program.Value.Length > 0).Select(program => $"{program.Key} {program.Value}")
                )
            );
            foreach (var line in Lacks(site, host))
                table.Add("", line);
        }
        table.Add("path", Describe(site.Path));
        if (site.Carried.Tcp is { } tcp)
            table.Add(
                "carries",
                $"TCP {CarriedRates.Text(tcp)}, UDP {Lossless(site.Carried.Udp)}, datagrams of 64 bytes 2 x "
                    + $"{Lossless(site.Carried.SmallUdp)}"
            );
        table.Add(
            "loads",
            $"target_bw {site.Carried.Bandwidth(site.LinkMegabitsPerSecond)} and {site.Carried.SmallBandwidth}, ports from "
                + $"{site.Ports.Iperf3} and {site.Ports.Netserver}"
        );
        foreach (var note in Notes(site))
            table.Add("note", note);
        table.Line("");
        table.Add("written", $"{folder}: {string.Join(", ", files)}");
        foreach (var (index, command) in Next(folder).Index())
            table.Add(index == 0 ? "next" : "", command);
        return table.ToString();
    }

    public static object Json(Site site, string folder, IEnumerable<string> files) =>
        new
        {
            Folder = folder,
            Files = files,
            Environment = site.EnvironmentId,
            Path = new
            {
                ServerIp = site.Path.Server.Address,
                ServerInterface = site.Path.Server.Interface,
                ClientIp = site.Path.Client.Address,
                ClientInterface = site.Path.Client.Interface,
                site.Path.Gateway,
                site.Path.RoundTripMilliseconds,
                site.Path.CarriesSsh,
                site.LinkMegabitsPerSecond,
                TcpBitsPerSecond = site.Carried.Tcp,
                UdpBitsPerSecond = site.Carried.Udp,
                SmallUdpBitsPerSecond = site.Carried.SmallUdp,
                site.Carried.StolenPercent,
            },
            Loads = new
            {
                TargetBw = site.Carried.Bandwidth(site.LinkMegabitsPerSecond),
                SmallTargetBw = site.Carried.SmallBandwidth,
                Iperf3Port = site.Ports.Iperf3,
                NetserverPort = site.Ports.Netserver,
            },
            Hosts = site.Hosts.Select(host => new
            {
                host.Host.Id,
                Address = host.Host.Host,
                host.User,
                host.HasRoot,
                host.Host.Sudo,
                host.Host.Python,
                host.System,
                host.Kernel,
                host.Cpus,
                host.Programs,
                host.Missing,
                host.MissingOptional,
                host.Install,
            }),
            Notes = Notes(site),
            Next = Next(folder),
        };

    private static IEnumerable<string> Lacks(Site site, SurveyedHost host)
    {
        if (host.Missing.Count > 0)
            yield return $"lacks {string.Join(", ", host.Missing)}: no case runs without";
        if (host.MissingOptional.Count > 0)
            yield return $"lacks {string.Join(", ", host.MissingOptional)}: optional";
        if (host.Install is { } install)
            yield return $"-> on {host.Host.Host}: {install}";
        if (host == site.RunsTools && !host.HasRoot)
            yield return $"-> tools need root here: log in as root, or allow it: {host.User} ALL=(root) NOPASSWD: /bin/sh in "
                + $"/etc/sudoers.d; then run init again";
    }

    private static List<string> Notes(Site site)
    {
        var notes = new List<string>();
        if (!site.Path.Answers)
            notes.Add("the server did not answer a ping on this path; a firewall may drop echoes and let the load through");
        if (site.SharesKernel)
            notes.Add(
                "the hosts share one kernel: good to try things, but their figures are those of one machine, and rules about foreign "
                    + "load are off in thresholds.yaml"
            );
        if (site.Path.CarriesSsh)
            notes.Add("ssh uses an interface of this path too; better give the load one of its own");
        if (site.ToolHost is not null && site.Bridge is null)
            notes.Add(
                "no bridge of the tool host has both ends behind its ports: fill in variables of tool_host in test-environments.yaml"
            );
        if (site.Carried.Problem is { } problem)
            notes.Add($"{problem}{(site.Carried.Tcp is null ? "; the rates in performance-test-spec.yaml are a cautious guess" : "")}");
        if (site.Carried.StolenPercent > ValidityRule.Steal.DefaultLimit)
            notes.Add(
                $"hypervisors took {site.Carried.StolenPercent:F0} % of a host's time meanwhile; thresholds.yaml says what that means"
            );
        foreach (
            var host in site.Hosts.Where(host =>
                host.TakenPorts.Contains(SitePorts.Usual.Netserver) || host.TakenPorts.Contains(SitePorts.Usual.Iperf3)
            )
        )
        {
            var taken = ((int[])[SitePorts.Usual.Iperf3, SitePorts.Usual.Netserver]).Where(host.TakenPorts.Contains);
            notes.Add($"a server has port {string.Join(" and ", taken)} of {host.Host.Id}, so the loads use others");
        }
        return notes;
    }

    private static string Lossless(double? rate) =>
        rate is { } carried ? $"{CarriedRates.Text(carried)} without loss" : "never without loss";

    private static string[] Next(string folder) =>
        [
            $"./perftests doctor --config {ShellWord.Quote(folder)}",
            $"./perftests matrix --config {ShellWord.Quote(folder)}",
            $"./perftests demo --config {ShellWord.Quote(folder)} --filter Category=Latency",
        ];

    private static string RoundTrip(TestPath path) =>
        path.RoundTripMilliseconds is { } time ? $"round trip {time:0.###} ms" : "no answer to ping";
}
