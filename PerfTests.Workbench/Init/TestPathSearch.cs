using System.Globalization;
using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Init;

/// <summary>Looks for the ways by which a client reaches a server and the answers come back by the same interfaces.</summary>
internal static class TestPathSearch
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    /// <returns>
    /// One path for each pair of interfaces; those that answer first, then those on one link, then those that ssh does not use.
    /// </returns>
    public static async Task<IReadOnlyList<TestPath>> FindAsync(
        SurveyedHost server,
        SurveyedHost client,
        CancellationToken cancellationToken
    )
    {
        var ends = server
            .Interfaces.SelectMany(link => link.Addresses, (link, address) => new PathEnd(link.Name, address, link.HardwareAddress))
            .ToList();
        var leaving = await RoutesAsync(client, ends.Select(end => Words(end.Address)), cancellationToken);
        var there = ends.Zip(leaving, (end, route) => (Server: end, Route: route, Client: ClientEnd(client, route)))
            .Where(pair => pair.Client is not null && pair.Client.Address != pair.Server.Address)
            .ToList();
        var back = await RoutesAsync(
            server,
            there.Select(pair => $"{Words(pair.Client!.Address)} from {Words(pair.Server.Address)}"),
            cancellationToken
        );
        // Answers that leave by another interface would not be counted where the load is.
        var found = there
            .Zip(back)
            .Where(pair => pair.Second?.Interface == pair.First.Server.Interface)
            .Select(pair => pair.First)
            .DistinctBy(pair => (pair.Server.Interface, pair.Client!.Interface))
            .ToList();
        var echoes = await EchoesAsync(client, [.. found.Select(pair => (pair.Client!.Address, pair.Server.Address))], cancellationToken);
        return
        [
            .. found
                .Zip(
                    echoes,
                    (pair, echo) =>
                        new TestPath(
                            pair.Server,
                            pair.Client!,
                            pair.Route!.Gateway,
                            echo,
                            pair.Server.Interface == server.SshInterface?.Name || pair.Client!.Interface == client.SshInterface?.Name
                        )
                )
                .OrderByDescending(path => path.Answers)
                .ThenBy(path => path.Gateway is not null)
                .ThenBy(path => path.CarriesSsh)
                .ThenBy(path => path.Server.Interface, StringComparer.Ordinal),
        ];
    }

    private static PathEnd? ClientEnd(SurveyedHost client, Route? route) =>
        route is { Source: { } source } && client.Interfaces.FirstOrDefault(link => link.Name == route.Interface) is { } link
            ? new PathEnd(link.Name, source, link.HardwareAddress)
            : null;

    private static async Task<IReadOnlyList<Route?>> RoutesAsync(
        SurveyedHost host,
        IEnumerable<string> questions,
        CancellationToken cancellationToken
    )
    {
        var asked = questions.ToList();
        var script = string.Concat(
            asked
                .Index()
                .Select(question => $"printf '{question.Index}=%s\\n' \"$(ip -j route get {question.Item} 2>/dev/null | tr '\\n' ' ')\"\n")
        );
        var answers = await AskAsync(host, script, cancellationToken);
        return [.. asked.Index().Select(question => Route.Parse(answers[Key(question.Index)]))];
    }

    private static async Task<IReadOnlyList<double?>> EchoesAsync(
        SurveyedHost client,
        IReadOnlyList<(string From, string To)> pairs,
        CancellationToken cancellationToken
    )
    {
        var script = new StringBuilder();
        foreach (var (index, (from, to)) in pairs.Index())
            script.Append(
                $"(said=$(timeout 6 ping -n -c 3 -i 0.3 -W 2 -I {Words(from)} {Words(to)} 2>/dev/null | tail -n 1 | tr '\\n' ' '); "
                    + $"printf '{index}=%s\\n' \"$said\") &\n"
            );
        var answers = await AskAsync(client, $"{script}wait\n", cancellationToken);
        return [.. pairs.Index().Select(pair => RoundTrip(answers[Key(pair.Index)]))];
    }

    /// <summary>
    /// The mean of ping's last line, <c>rtt min/avg/max/mdev = 0.1/0.2/0.3/0.1 ms</c>, or with busybox's <c>round-trip min/avg/max</c>.
    /// </summary>
    internal static double? RoundTrip(string? line) =>
        line?.Split(" = ") is [_, var figures]
        && figures.Split('/') is [_, var mean, ..]
        && double.TryParse(mean, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
        && double.IsFinite(milliseconds)
            ? milliseconds
            : null;

    private static async Task<ProbeAnswers> AskAsync(SurveyedHost host, string script, CancellationToken cancellationToken) =>
        ProbeAnswers.Parse(
            (await host.Connection.RunAsync(new RemoteCommand($"{script}:") { TimeLimit = Limit }, cancellationToken)).Output
        );

    private static string Words(string address) => ShellWord.Quote(address);

    private static string Key(int index) => index.ToString();
}
