namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>Whether traffic flowed all the time and not only on average.</summary>
internal static class Iperf3Intervals
{
    /// <summary>Writes that must have been due in an interval before its silence counts as a stall.</summary>
    /// <remarks>A capped load with large blocks is silent between them: 1 Mbit/s of TCP in blocks of 128 KiB writes once a second.</remarks>
    private const double BlocksDue = 2;

    /// <summary>Seconds of intervals in which a direction moved nothing, and of those that the report lacks; the worse direction counts.</summary>
    /// <exception cref="LoadFailedException">An interval is broken.</exception>
    public static double SilentSeconds(Iperf3Document document, IReadOnlyList<Iperf3Direction> directions)
    {
        var intervals = document.Intervals ?? [];
        var silent = SilentSeconds(document, intervals, interval => interval?.Sum, directions[0]);
        return directions.Count > 1
            ? Math.Max(silent, SilentSeconds(document, intervals, interval => interval?.SumBidirReverse, directions[1]))
            : silent;
    }

    private static double SilentSeconds(
        Iperf3Document document,
        IReadOnlyList<Iperf3Interval?> intervals,
        Func<Iperf3Interval?, Iperf3IntervalSum?> side,
        Iperf3Direction direction)
    {
        var (covered, silent) = (0.0, 0.0);
        foreach (var sum in intervals.Select(side))
        {
            if (sum is null)
                throw new LoadFailedException("iperf3 reported an interval without totals");
            if (sum.Omitted)
                continue;
            var seconds = LoadOutput.Number("iperf3", "seconds of an interval", sum.Seconds, 0, Iperf3Direction.MaximumSeconds);
            var bytes = LoadOutput.Number("iperf3", "bytes of an interval", sum.Bytes, 0, Iperf3Direction.MaximumBytes);
            covered += seconds;
            var due = direction.SentBytes / direction.Seconds * seconds;
            if (bytes == 0 && due >= BlocksDue * (document.Start?.TestStart?.BlockSize ?? 0) && due > 0)
                silent += seconds;
        }
        var missing = direction.Seconds - covered;
        return silent + (missing > Math.Max(0.3, direction.Seconds * 0.1) ? missing : 0);
    }
}
