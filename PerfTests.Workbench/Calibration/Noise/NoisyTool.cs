using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Workbench.Calibration.Noise;

/// <summary>How sharp an answer the rounds of a tool case give in a minute. Nothing proves here that the tool was there.</summary>
/// <param name="Case">Name of the tool case.</param>
/// <param name="Metric">Metric whose values are compared.</param>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="SecondsPerRound">Wall time of a round, with the start and the stop of the tool.</param>
/// <param name="HalfWidthPercent">
/// Half of the interval that the suite's estimator reaches in <see cref="NoiseFigures.YardstickSeconds"/>, in percent; null where too few
/// rounds tell.
/// </param>
internal sealed record NoisyTool(string Case, string Metric, int Rounds, double SecondsPerRound, double? HalfWidthPercent)
{
    /// <param name="rounds">All rounds that were made.</param>
    /// <param name="alpha">Probability that the truth is beyond one end of the interval.</param>
    public static NoisyTool Of(string name, Metric metric, IReadOnlyList<RoundRecord> rounds, double seconds, double alpha)
    {
        var differences = rounds
            .Where(round => round.Values.ContainsKey(metric.Name))
            .Select(round => Overhead.LogRatios(metric.Worse, round.Values[metric.Name]))
            .OfType<double[]>()
            .ToList();
        var each = seconds / rounds.Count;
        return new(name, metric.Name, differences.Count, each, NoiseFigures.HalfWidth(differences, each, alpha));
    }
}
