using PerfTests.Workbench.Doctor;

namespace PerfTests.Workbench.Init;

/// <summary>
/// Ports for the servers of a new set: on many hosts somebody serves the usual ones already, such as the netserver that the package netperf
/// starts.
/// </summary>
/// <param name="Iperf3">First of the ports that throughput and pps loads take, one for each stream.</param>
/// <param name="Netserver">Port of the latency loads.</param>
internal sealed record SitePorts(int Iperf3, int Netserver)
{
    /// <summary>As many streams as a person is likely to try find room.</summary>
    public const int Streams = 16;

    private const int Iperf3Step = 100;

    public static SitePorts Usual { get; } = new(5001, 12865);

    /// <summary>
    /// Takes ports that are free on both hosts, the usual ones where they are: a set is copied with its roles exchanged, too.
    /// </summary>
    public static SitePorts Choose(SurveyedHost server, SurveyedHost client)
    {
        var taken = server.TakenPorts.Concat(client.TakenPorts).ToHashSet();
        return new SitePorts(
            ListeningPorts.FirstFree(Usual.Iperf3, Streams, taken, Iperf3Step) ?? Usual.Iperf3,
            ListeningPorts.FirstFree(Usual.Netserver, 1, taken) ?? Usual.Netserver
        );
    }
}
