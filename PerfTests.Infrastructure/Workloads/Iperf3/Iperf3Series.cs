namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>How fast a load went from interval to interval, as its client counted.</summary>
internal static class Iperf3Series
{
    /// <summary>An interval shorter than this share of the first one is the rest at the end of the load, too short for a rate.</summary>
    private const double WholeShare = 0.5;

    /// <summary>What is beyond these comes from a damaged file, and no chart could show it.</summary>
    private const double Limit = 1e15;

    private const double ShortestSeconds = 0.01;

    /// <summary>
    /// Rates of the whole intervals, warm-up left out; empty when the report is of no use. Time is from the start of the load.
    /// </summary>
    public static IReadOnlyList<LoadInterval> Read(string output)
    {
        try
        {
            var sums = (Iperf3Document.Parse(output).Intervals ?? [])
                .Select(interval => interval?.Sum)
                .OfType<Iperf3IntervalSum>()
                .Where(sum =>
                    sum is { Omitted: false, Start: >= 0 and < Limit, Seconds: >= ShortestSeconds and < Limit, Bytes: >= 0 and < Limit }
                )
                .ToList();
            return
            [
                .. sums.Where(sum => sum.Seconds >= WholeShare * sums[0].Seconds)
                    .Select(sum => new LoadInterval(
                        sum.Start!.Value + sum.Seconds!.Value,
                        sum.Seconds.Value,
                        sum.Bytes!.Value * 8 / sum.Seconds.Value
                    )),
            ];
        }
        catch (LoadFailedException)
        {
            return [];
        }
    }
}
