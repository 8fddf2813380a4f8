using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Workloads;
using PerfTests.Infrastructure.Workloads.Iperf3;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Workbench.Init;

/// <summary>Measures for a few seconds what a path carries, with iperf3 between its two addresses and nowhere else.</summary>
/// <remarks>
/// Both ends are supervised: whatever happens to this program or the link, they end, at the latest after their time limits.
/// </remarks>
internal sealed class RateProbe
{
    private const int TcpSeconds = 2;
    private const int UdpSeconds = 1;
    private const int SmallStreams = 2;
    private const double FirstSmall = 10e6;
    private const double LeastRate = 1000;
    private const int Tries = 5;

    // Less than one in a thousand, or a handful at a low rate: what is lost at the start of a stream while a table is still being filled.
    private const double LossPercent = 0.1;
    private const double LostDatagrams = 5;
    private const double ArrivedShare = 0.97;

    private static readonly TimeSpan ServerLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ListenLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ClientGrace = TimeSpan.FromSeconds(20);

    private readonly IRemoteHost _client;
    private readonly TestPath _path;
    private readonly int _port;

    private RateProbe(IRemoteHost client, TestPath path, int port) => (_client, _path, _port) = (client, path, port);

    /// <returns>What was measured; where it could not be, the reason.</returns>
    /// <exception cref="RemoteException">A host was lost.</exception>
    public static async Task<CarriedRates> MeasureAsync(
        SurveyedHost server,
        SurveyedHost client,
        TestPath path,
        int port,
        CancellationToken cancellationToken
    )
    {
        var lacking = ((SurveyedHost[])[server, client])
            .Where(host => !host.Programs.ContainsKey("iperf3"))
            .Select(host => host.Host.Id)
            .ToList();
        if (lacking.Count > 0)
            return CarriedRates.NotMeasured($"{string.Join(" and ", lacking)} lacks iperf3: install it, then run init again");
        foreach (var host in (SurveyedHost[])[server, client])
        {
            if (await IsMeasuringAsync(host, cancellationToken))
                return CarriedRates.NotMeasured($"another session measures on {host.Host.Id} now: run init again when it has ended");
        }
        try
        {
            var before = await TicksAsync(server, client, cancellationToken);
            await using var servers = LoadServers.Start(
                server.Connection,
                [($"iperf3 -s -p {Number(port)} -B {ShellWord.Quote(path.Server.Address)}", port)],
                ServerLimit,
                TimeProvider.System,
                cancellationToken
            );
            await servers.ListenAsync(_ => new RemoteCommand(":"), ListenLimit, cancellationToken);
            var rates = await new RateProbe(client.Connection, path, port).MeasureAsync(cancellationToken);
            return rates with { StolenPercent = Stolen(before, await TicksAsync(server, client, cancellationToken)) };
        }
        catch (LoadFailedException failure)
        {
            return CarriedRates.NotMeasured($"{failure.Message}. Does a firewall close TCP port {Number(port)} of {path.Server.Address}?");
        }
    }

    private async Task<CarriedRates> MeasureAsync(CancellationToken cancellationToken)
    {
        var tcp = await RunAsync("-l 65520", TcpSeconds, cancellationToken);
        var carried = tcp.Metrics[Metric.Throughput.Name];
        try
        {
            var (udp, lossy) = await WithoutLossAsync(carried / 2, rate => $"-u -b {Number(rate)}", streams: 1, cancellationToken);
            var (small, lossySmall) = await WithoutLossAsync(
                FirstSmall,
                rate => $"-u -l 64 -P {SmallStreams} -b {Number(rate)}",
                SmallStreams,
                cancellationToken
            );
            return new CarriedRates
            {
                Tcp = carried,
                Udp = udp,
                LossyUdp = udp is null ? lossy : null,
                SmallUdp = small,
                LossySmallUdp = small is null ? lossySmall : null,
                Problem =
                    udp is null || small is null
                        ? "UDP lost datagrams at every rate that was tried: see what drops them before you trust UDP loads"
                        : null,
            };
        }
        catch (LoadFailedException failure)
        {
            return new CarriedRates
            {
                Tcp = carried,
                Problem =
                    $"UDP did not get through ({failure.Message}): let UDP port {Number(_port)} and those above it through, or leave UDP "
                    + $"loads out of the matrix",
            };
        }
    }

    /// <summary>The first rate, going down, at which all that was sent arrived, and the last one at which it did not.</summary>
    /// <param name="first">Bits per second of each stream.</param>
    private async Task<(double? Clean, double? Lossy)> WithoutLossAsync(
        double first,
        Func<double, string> options,
        int streams,
        CancellationToken cancellationToken
    )
    {
        var rate = first;
        double? lossy = null;
        for (var i = 0; i < Tries && rate >= LeastRate; i++)
        {
            var result = await RunAsync(options(rate), UdpSeconds, cancellationToken);
            var arrived = result.Metrics[Metric.Throughput.Name] / streams;
            var lost = result.Metrics.GetValueOrDefault(Metric.Loss.Name);
            if (arrived >= ArrivedShare * rate && (lost <= LossPercent || lost / 100 * result.PacketsSent <= LostDatagrams))
                return (rate, lossy);
            lossy = rate;
            // Of what arrived, half: a rate at the limit would lose again.
            rate = Math.Min(arrived, rate) / 2;
        }
        return (null, lossy);
    }

    private async Task<LoadResult> RunAsync(string options, int seconds, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(seconds) + ClientGrace;
        var started = TimeProvider.System.GetTimestamp();
        var result = await _client.RunAsync(
            new RemoteCommand(
                $"exec iperf3 -c {ShellWord.Quote(_path.Server.Address)} -B {ShellWord.Quote(_path.Client.Address)} -p {Number(_port)} "
                    + $"-t {Number(seconds)} {options} -J"
            )
            {
                TimeLimit = limit,
            },
            cancellationToken
        );
        return TimeProvider.System.GetElapsedTime(started) < limit
            ? new Iperf3Program().Parse(result.ExitCode, result.Output, result.Error, seconds)
            : throw new LoadFailedException($"iperf3 did not end within {limit.TotalSeconds:F0} s");
    }

    /// <summary>Whether a session holds the host's lock; nothing is made to find out.</summary>
    private static async Task<bool> IsMeasuringAsync(SurveyedHost host, CancellationToken cancellationToken)
    {
        const int Held = 75;
        var lease = ShellWord.Quote($"{host.Host.WorkDir.TrimEnd('/')}/lease");
        return (
                await host.Connection.RunAsync(new RemoteCommand($"[ ! -e {lease} ] || flock -n -E {Held} {lease} true"), cancellationToken)
            ).ExitCode == Held;
    }

    private static async Task<IReadOnlyList<string>> TicksAsync(
        SurveyedHost server,
        SurveyedHost client,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await Task.WhenAll(
                    ((SurveyedHost[])[server, client]).Select(host =>
                        host.Connection.RunAsync(new RemoteCommand("head -n 1 /proc/stat"), cancellationToken)
                    )
                )
            ).Select(result => result.Output.Trim()),
        ];

    private static double? Stolen(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        before.Zip(after, (first, second) => CpuCheck.StolenPercent([first, second])).Max();

    private static string Number(double number) => number.ToString("F0");
}
