using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>How far equal runs of a load differ, and how sharp an answer they give in a minute.</summary>
internal sealed record NoiseFigures
{
    /// <summary>Seconds for which <see cref="HalfWidthPercent"/> is told.</summary>
    public const double YardstickSeconds = 60;

    private const int Share = 5;

    public required int Runs { get; init; }

    /// <summary>Wall time of a run with all that belongs to it, in seconds.</summary>
    public required double SecondsPerRun { get; init; }

    /// <summary>Standard deviation of a run against the mean of its two neighbours, in percent; null where there are too few.</summary>
    public required double? SpreadPercent { get; init; }

    /// <summary>The same without the lowest and the highest fifth of the differences.</summary>
    public required double? TrimmedPercent { get; init; }

    /// <summary>
    /// Half of the interval that the suite's estimator reaches in <see cref="YardstickSeconds"/> of rounds of these runs, in percent.
    /// </summary>
    public required double? HalfWidthPercent { get; init; }

    /// <param name="blocks">Values of runs that followed each other; between two blocks something else ran.</param>
    /// <param name="alpha">Probability that the truth is beyond one end of the interval.</param>
    public static NoiseFigures Of(IReadOnlyList<IReadOnlyList<double>> blocks, double secondsPerRun, double alpha)
    {
        var differences = new List<double>();
        var rounds = new List<double[]>();
        foreach (var block in blocks)
        {
            for (var i = 1; i + 1 < block.Count; i++)
            {
                var (before, after) = (Math.Log(block[i] / block[i - 1]), Math.Log(block[i] / block[i + 1]));
                differences.Add((before + after) / 2);
            }
            for (var i = 0; i + 3 < block.Count; i += RoundShape.Runs)
                rounds.Add(
                    Overhead.LogRatios(WorseDirection.Higher, new RoundValues([block[i], block[i + 3]], [block[i + 1], block[i + 2]]))!
                );
        }
        differences.Sort();
        var cut = differences.Count / Share;
        return new NoiseFigures
        {
            Runs = blocks.Sum(block => block.Count),
            SecondsPerRun = secondsPerRun,
            SpreadPercent = Percent(differences),
            TrimmedPercent = Percent(differences[cut..^cut]),
            HalfWidthPercent = HalfWidth(rounds, RoundShape.Runs * secondsPerRun, alpha),
        };
    }

    /// <summary>Runs in parts, each of neighbours: one without a usable value parts those around it.</summary>
    /// <param name="runs">Values in order of time; null for a run that gave none.</param>
    public static IReadOnlyList<IReadOnlyList<double>> Neighbours(IEnumerable<double?> runs)
    {
        List<List<double>> parts =
        [
            [],
        ];
        foreach (var run in runs)
        {
            if (run is { } value && Overhead.IsUsable(value))
                parts[^1].Add(value);
            else
                parts.Add([]);
        }
        return parts;
    }

    private static double? Percent(List<double> differences) => differences.Count < 2 ? null : 100 * StandardDeviation.Of(differences);

    /// <summary>Half of the interval that as many rounds give as the yardstick holds, in percent; null where too few tell.</summary>
    /// <param name="rounds">Of each round the log ratios.</param>
    public static double? HalfWidth(IReadOnlyList<double[]> rounds, double secondsPerRound, double alpha)
    {
        if (rounds.Count < 2)
            return null;
        var deviation = RoundMean.Trimmed(rounds).StandardError * Math.Sqrt(rounds.Count);
        var many = (int)Math.Floor(YardstickSeconds / secondsPerRound);
        return many < 3 ? null : 100 * RoundMean.TrimmedMargin(deviation, many, alpha);
    }
}
