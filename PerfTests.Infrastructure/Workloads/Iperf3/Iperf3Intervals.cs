namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>Checks that traffic flowed all the time and not only on average.</summary>
internal static class Iperf3Intervals
{
    /// <summary>Writes that must have been due in an interval before its silence counts as a stall.</summary>
    /// <remarks>A capped load with large blocks is silent between them: 1 Mbit/s of TCP in blocks of 128 KiB writes once a second.</remarks>
    private const double BlocksDue = 2;

    /// <exception cref="LoadFailedException">Intervals are missing, or in one of them nothing was sent or received.</exception>
    public static void RequireTraffic(Iperf3Document document, IReadOnlyList<Iperf3Direction> directions)
    {
        var intervals = document.Intervals ?? [];
        RequireTraffic(document, intervals, interval => interval?.Sum, directions[0]);
        if (directions.Count > 1)
            RequireTraffic(document, intervals, interval => interval?.SumBidirReverse, directions[1]);
    }

    private static void RequireTraffic(
        Iperf3Document document,
        IReadOnlyList<Iperf3Interval?> intervals,
        Func<Iperf3Interval?, Iperf3Sum?> side,
        Iperf3Direction direction)
    {
        var covered = 0.0;
        foreach (var sum in intervals.Select(side))
        {
            if (sum is null)
                throw new LoadFailedException("iperf3 reported an interval without totals");
            if (sum.Omitted)
                continue;
            var seconds = LoadOutput.Number("iperf3", "seconds of an interval", sum.Seconds, 0, double.MaxValue);
            var bytes = LoadOutput.Number("iperf3", "bytes of an interval", sum.Bytes, 0, double.MaxValue);
            covered += seconds;
            var due = direction.SentBytes / direction.Seconds * seconds;
            if (bytes == 0 && due >= BlocksDue * (document.Start?.TestStart?.BlockSize ?? 0) && due > 0)
                throw new LoadFailedException($"iperf3 moved nothing from second {sum.Start:0.##} to {sum.End:0.##}; the load stalled");
        }
        if (direction.Seconds - covered > Math.Max(0.3, direction.Seconds * 0.1))
        {
            throw new LoadFailedException(
                $"iperf3's intervals cover {covered:0.##} s of {direction.Seconds:0.##} s; the report is not whole");
        }
    }
}
