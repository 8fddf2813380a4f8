using System.Globalization;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>How much time passes around a load on each host, by its own clock and by the controller's.</summary>
/// <remarks>
/// A virtual machine that is paused has clocks that are paused with it, so nothing on it shows the pause. The controller's clock goes on.
/// What is compared are bounds: the first look was over when its answer came, the second had not begun when it was asked for. So no delay
/// of
/// the link, however long, is taken for a pause.
/// </remarks>
internal sealed class ElapsedWatch(IReadOnlyList<(string Role, IRemoteHost Host)> hosts, TimeProvider time)
{
    // Reads and prints in the shell itself: no process is started beside the load's.
    private const string Command = "read -r up rest </proc/uptime && echo \"$up\"";

    private IReadOnlyList<Look> _before = [];
    private IReadOnlyList<Look> _after = [];

    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task LookAsync(LoadMoment moment, CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(hosts.Select(host => LookAsync(host.Host, cancellationToken)));
        if (moment == LoadMoment.Before)
            _before = looks;
        else
            _after = looks;
    }

    /// <summary>What both looks say; empty until there were two.</summary>
    public IEnumerable<ValidityMeasure> Measures() =>
        hosts.Zip(_before.Zip(_after), (host, looks) => ElapsedMeasures.Of(host.Role, host.Host.Id, Span(looks.First, looks.Second)));

    private ElapsedSpan? Span(Look before, Look after) =>
        before.Uptime is not { } from || after.Uptime is not { } to
            ? null
            : new ElapsedSpan(
                to - from,
                time.GetElapsedTime(before.Received, after.Sent).TotalSeconds,
                time.GetElapsedTime(before.Sent, after.Received).TotalSeconds
            );

    private async Task<Look> LookAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        var result = await host.LookAsync(new RemoteCommand(Command), cancellationToken);
        var received = time.GetTimestamp();
        return new Look(
            double.TryParse(result.Output.AsSpan().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var uptime)
                ? uptime
                : null,
            sent,
            received
        );
    }

    private sealed record Look(double? Uptime, long Sent, long Received);
}
