using System.Globalization;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Doctor;

/// <summary>How far a host's clock is ahead of this machine's.</summary>
/// <param name="OffsetSeconds">Positive where the host's clock is ahead.</param>
/// <param name="UncertaintySeconds">Half the round trip of the quickest question: the answer came from some moment within it.</param>
internal sealed record ClockDifference(double OffsetSeconds, double UncertaintySeconds)
{
    private const int Questions = 5;

    /// <summary>Asks a host for its time; of several questions the quickest one is the most exact.</summary>
    /// <returns>Null when the host's <c>date</c> does not tell nanoseconds.</returns>
    public static async Task<ClockDifference?> MeasureAsync(IRemoteHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        ClockDifference? best = null;
        for (var i = 0; i < Questions; i++)
        {
            var (asked, started) = (time.GetUtcNow(), time.GetTimestamp());
            var answer = await host.RunAsync(new RemoteCommand("date +%s%N"), cancellationToken);
            var roundTrip = time.GetElapsedTime(started);
            if (Of(answer.Output, asked, roundTrip) is { } offset && (best is null || offset.UncertaintySeconds < best.UncertaintySeconds))
                best = offset;
        }
        return best;
    }

    /// <param name="nanoseconds">Time on the host since 1970, as <c>date +%s%N</c> prints it.</param>
    internal static ClockDifference? Of(string nanoseconds, DateTimeOffset asked, TimeSpan roundTrip)
    {
        if (!long.TryParse(nanoseconds.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var answered))
            return null;
        var middle = (asked + (roundTrip / 2) - DateTimeOffset.UnixEpoch).TotalSeconds;
        return new ClockDifference((answered / 1e9) - middle, roundTrip.TotalSeconds / 2);
    }

    /// <summary>How far the first clock is ahead of the second one.</summary>
    public static ClockDifference operator -(ClockDifference first, ClockDifference second) =>
        new(first.OffsetSeconds - second.OffsetSeconds, first.UncertaintySeconds + second.UncertaintySeconds);

    /// <summary>Whether the clocks differ by more than a limit beyond doubt.</summary>
    public bool Exceeds(double limitSeconds) => Math.Abs(OffsetSeconds) - UncertaintySeconds > limitSeconds;

    public override string ToString() => $"{OffsetSeconds * 1000:+0.0;-0.0;0.0} ms ± {UncertaintySeconds * 1000:0.0} ms";
}
