using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Init;

/// <summary>The speed of a cable, which caps what a load can ask for.</summary>
internal static class LinkSpeed
{
    // They report 10 Gbit/s, or whatever somebody set, with no cable behind it.
    private static readonly string[] Virtual = ["veth", "bridge", "tun", "dummy", "macvlan", "virtio_net", "openvswitch"];

    /// <returns>Megabits per second of the slower end; null when an end does not tell, or is no real interface.</returns>
    public static async Task<int?> ReadAsync(TestPath path, SurveyedHost server, SurveyedHost client, CancellationToken cancellationToken)
    {
        var speeds = await Task.WhenAll(
            ReadAsync(server, path.Server.Interface, cancellationToken),
            ReadAsync(client, path.Client.Interface, cancellationToken)
        );
        return speeds.Contains(null) ? null : speeds.Min();
    }

    internal static int? Judge(ProbeAnswers answers) =>
        answers["driver"] is { } driver && !Virtual.Contains(driver) && answers.Number("speed") is { } speed and > 0 and < 10_000_000
            ? (int)speed
            : null;

    private static async Task<int?> ReadAsync(SurveyedHost host, string name, CancellationToken cancellationToken)
    {
        var device = ShellWord.Quote(name);
        var result = await host.Connection.RunAsync(
            new RemoteCommand(
                $$"""
                PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
                printf 'driver=%s\n' "$(timeout 3 ethtool -i {{device}} 2>/dev/null | sed -n 's/^driver: //p')"
                printf 'speed=%s\n' "$(timeout 3 ethtool {{device}} 2>/dev/null | sed -n 's/^[[:space:]]*Speed: \([0-9]*\)Mb.*/\1/p')"
                """
            ),
            cancellationToken
        );
        return Judge(ProbeAnswers.Parse(result.Output));
    }
}
