using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Workbench.Calibration.Gates;

/// <summary>One gate without a tool, as <c>gates.json</c> keeps it: the truth is an overhead of zero.</summary>
internal sealed record AaGate
{
    /// <summary>Number in order of time, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Baseline case whose runs it is made of.</summary>
    public required string Case { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required double Seconds { get; init; }

    public required Verdict Verdict { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The metrics with a budget.</summary>
    public required IReadOnlyList<MetricVerdict> Metrics { get; init; }

    /// <summary>All rounds, with the values of the metrics with a budget; the rest is in the runs' folders.</summary>
    public required IReadOnlyList<RoundRecord> Rounds { get; init; }

    public static AaGate Of(int number, RehearsedCase rehearsed, DateTimeOffset start, double seconds)
    {
        var judged = rehearsed.Verdict.Metrics.Where(metric => metric.BudgetPercent is not null).ToList();
        return new AaGate
        {
            Number = number,
            Case = rehearsed.Verdict.Case,
            Start = start,
            Seconds = seconds,
            Verdict = rehearsed.Verdict.Verdict,
            Reasons = rehearsed.Verdict.Reasons,
            Metrics = judged,
            Rounds =
            [
                .. rehearsed.Rounds.Select(round =>
                    round with
                    {
                        Values = round.Values.Where(value => judged.Exists(metric => metric.Name == value.Key)).ToDictionary(),
                    }
                ),
            ],
        };
    }
}
