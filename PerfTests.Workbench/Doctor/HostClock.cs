using System.Globalization;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Doctor;

/// <summary>Asks a host for its time.</summary>
internal static class HostClock
{
    private const int Questions = 5;

    /// <summary>The host's clock against this machine's; of several questions the quickest one is the most exact.</summary>
    /// <returns>Null when the host's <c>date</c> does not tell nanoseconds.</returns>
    public static async Task<ClockOffset?> AskAsync(IRemoteHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        ClockOffset? best = null;
        for (var i = 0; i < Questions; i++)
        {
            var (asked, started) = (time.GetUtcNow(), time.GetTimestamp());
            var answer = await host.RunAsync(new RemoteCommand("date +%s%N"), cancellationToken);
            var roundTrip = time.GetElapsedTime(started);
            if (
                Offset(answer.Output, asked, roundTrip) is { } offset
                && (best is null || offset.UncertaintySeconds < best.UncertaintySeconds)
            )
                best = offset;
        }
        return best;
    }

    /// <param name="nanoseconds">Time on the host since 1970, as <c>date +%s%N</c> prints it.</param>
    internal static ClockOffset? Offset(string nanoseconds, DateTimeOffset asked, TimeSpan roundTrip)
    {
        if (!long.TryParse(nanoseconds.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var answered))
            return null;
        var answer = DateTimeOffset.UnixEpoch.AddTicks(answered / TimeSpan.NanosecondsPerTick);
        return ClockOffset.Of(asked, answer, answer, asked + roundTrip);
    }
}
