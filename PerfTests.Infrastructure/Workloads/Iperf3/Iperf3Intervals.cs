namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>Whether traffic flowed all the time and not only on average.</summary>
internal static class Iperf3Intervals
{
    /// <summary>Writes that must have been due in an interval before its silence counts as a stall.</summary>
    /// <remarks>
    /// A capped load with large blocks is silent between them: 1 Mbit/s of TCP in blocks of 128 KiB writes once a second.
    /// </remarks>
    private const double BlocksDue = 2;

    /// <summary>
    /// Seconds of intervals in which a direction moved nothing, and of those that the report lacks; the worse direction counts.
    /// </summary>
    /// <exception cref="LoadFailedException">An interval is broken.</exception>
    public static double SilentSeconds(Iperf3Document document, IReadOnlyList<Iperf3Direction> directions)
    {
        var intervals = document.Intervals ?? [];
        var silent = SilentSeconds(document, intervals, interval => interval?.Sum, directions[0]);
        return directions.Count > 1
            ? Math.Max(silent, SilentSeconds(document, intervals, interval => interval?.SumBidirReverse, directions[1]))
            : silent;
    }

    /// <summary>
    /// Longest time in which nothing moved, as far as intervals show it; the worse direction counts. Null without intervals to compare.
    /// </summary>
    /// <remarks>Silent intervals in a row, or what one interval took beyond the usual: a client that was stopped reports late.</remarks>
    public static double? LongestGapSeconds(Iperf3Document document, IReadOnlyList<Iperf3Direction> directions)
    {
        var intervals = document.Intervals ?? [];
        var longest = LongestGapSeconds([.. Measured(document, intervals, interval => interval?.Sum, directions[0])]);
        return directions.Count > 1
            ? Math.Max(
                longest ?? 0,
                LongestGapSeconds([.. Measured(document, intervals, interval => interval?.SumBidirReverse, directions[1])]) ?? 0
            )
            : longest;
    }

    private static double? LongestGapSeconds(IReadOnlyList<(double Seconds, bool IsSilent)> intervals)
    {
        if (intervals.Count < 2)
            return null;
        // The last one is the rest of the load, however short.
        var usual = intervals.SkipLast(1).Select(interval => interval.Seconds).Order().ElementAt((intervals.Count - 2) / 2);
        var (longest, row) = (0.0, 0.0);
        foreach (var (seconds, isSilent) in intervals)
        {
            row = isSilent ? row + seconds : 0;
            longest = Math.Max(longest, Math.Max(row, seconds - usual));
        }
        return longest;
    }

    private static double SilentSeconds(
        Iperf3Document document,
        IReadOnlyList<Iperf3Interval?> intervals,
        Func<Iperf3Interval?, Iperf3IntervalSum?> side,
        Iperf3Direction direction
    )
    {
        var measured = Measured(document, intervals, side, direction).ToList();
        var missing = direction.Seconds - measured.Sum(interval => interval.Seconds);
        return measured.Where(interval => interval.IsSilent).Sum(interval => interval.Seconds)
            + (missing > Math.Max(0.3, direction.Seconds * 0.1) ? missing : 0);
    }

    private static IEnumerable<(double Seconds, bool IsSilent)> Measured(
        Iperf3Document document,
        IReadOnlyList<Iperf3Interval?> intervals,
        Func<Iperf3Interval?, Iperf3IntervalSum?> side,
        Iperf3Direction direction
    )
    {
        foreach (var sum in intervals.Select(side))
        {
            if (sum is null)
                throw new LoadFailedException("iperf3 reported an interval without totals");
            if (sum.Omitted)
                continue;
            var seconds = LoadOutput.Number("iperf3", "seconds of an interval", sum.Seconds, 0, Iperf3Direction.MaximumSeconds);
            var bytes = LoadOutput.Number("iperf3", "bytes of an interval", sum.Bytes, 0, Iperf3Direction.MaximumBytes);
            var due = direction.SentBytes / direction.Seconds * seconds;
            yield return (seconds, bytes == 0 && due >= BlocksDue * (document.Start?.TestStart?.BlockSize ?? 0) && due > 0);
        }
    }
}
