using PerfTests.Infrastructure.Statistics;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>Throughput at each moment of the load in both arms: the median over runs, all streams of a run added.</summary>
/// <param name="Baseline">Runs without the tool.</param>
/// <param name="Middle">Runs in the middle of the rounds.</param>
internal sealed record RateCourse(IReadOnlyList<RateMoment> Baseline, IReadOnlyList<RateMoment> Middle)
{
    /// <summary>Null when either arm has fewer than two moments: a point is no course.</summary>
    public static RateCourse? Of(
        IReadOnlyList<IReadOnlyList<LoadInterval>[]> baselineRuns,
        IReadOnlyList<IReadOnlyList<LoadInterval>[]> middleRuns
    )
    {
        var (baseline, middle) = (Moments(baselineRuns), Moments(middleRuns));
        return baseline.Count >= 2 && middle.Count >= 2 ? new RateCourse(baseline, middle) : null;
    }

    private static List<RateMoment> Moments(IReadOnlyList<IReadOnlyList<LoadInterval>[]> runs)
    {
        var whole = runs.Where(streams => streams.Length > 0 && streams.All(stream => stream.Count > 0)).ToList();
        var shortest = whole.SelectMany(streams => streams).Select(stream => stream.Count).DefaultIfEmpty(0).Min();
        return
        [
            .. Enumerable
                .Range(0, shortest)
                .Select(index => new RateMoment(
                    Median.Of(whole.Select(streams => streams[0][index].EndSeconds)),
                    Median.Of(whole.Select(streams => streams.Sum(stream => stream[index].BitsPerSecond)))
                )),
        ];
    }
}
