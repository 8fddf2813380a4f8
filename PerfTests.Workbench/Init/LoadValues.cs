using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Workbench.Init;

/// <summary>What stands in <c>performance-test-spec.yaml</c> of a new set: rates and ports, each with the reason for it.</summary>
internal static class LoadValues
{
    public static Dictionary<string, string> Of(Site site) =>
        new(StringComparer.Ordinal)
        {
            ["seconds"] = site.DurationSeconds.ToString(),
            ["bandwidth"] = YamlText.Quote(site.Carried.Bandwidth(site.LinkMegabitsPerSecond)),
            ["why"] = string.Join("\n      # ", Why(site).Select(Sentence)),
            ["small bandwidth"] = YamlText.Quote(site.Carried.SmallBandwidth),
            ["small why"] = Sentence(SmallWhy(site.Carried)),
            ["iperf3 port"] = Number(site.Ports.Iperf3),
            ["netserver port"] = Number(site.Ports.Netserver),
            ["netserver why"] =
                site.Ports.Netserver == SitePorts.Usual.Netserver
                    ? "The usual port. If your distribution already runs a netserver on it, choose another one."
                    : $"The usual port, {Number(SitePorts.Usual.Netserver)}, was in use when init looked.",
        };

    private static string[] Why(Site site)
    {
        var (carried, link) = (site.Carried, site.LinkMegabitsPerSecond);
        var linked = link is { } megabits ? $"the link's speed is {megabits} Mbit/s" : "the link does not report its speed";
        if (carried.Tcp is not { } tcp)
        {
            return link is null
                ?
                [
                    $"Nothing was measured, and {linked}: this is a cautious guess",
                    "A good value is half of what iperf3 reaches without a limit",
                ]
                : [$"Nothing was measured; {linked}: this is half of it, at most 5G"];
        }
        var udp =
            carried.Udp is { } clean ? $"UDP {CarriedRates.Text(clean)} without loss"
            : carried.LossyUdp is { } lossy ? $"UDP still lost packets at {CarriedRates.Text(lossy)}"
            : "no UDP";
        return
        [
            $"Measured when init ran: one TCP stream {CarriedRates.Text(tcp)}, {udp}; {linked}",
            "This is the lowest of half the TCP rate, half the link speed, the UDP rate and 5G",
        ];
    }

    private static string SmallWhy(CarriedRates carried) =>
        carried switch
        {
            { Tcp: null } => "Nothing was measured: this is a cautious guess",
            { SmallUdp: { } rate } => $"Measured when init ran: two streams of {CarriedRates.Text(rate)} arrived without loss",
            { LossySmallUdp: { } rate } =>
                $"Measured when init ran: two streams of {CarriedRates.Text(rate)} still lost packets, so this is half of it",
            _ => "Packets were lost at every rate that was tried: this is a guess",
        };

    // In a comment of one line, whatever it was made of.
    private static string Sentence(string text) => $"{text.ReplaceLineEndings(" ")}.";

    private static string Number(int number) => number.ToString();
}
