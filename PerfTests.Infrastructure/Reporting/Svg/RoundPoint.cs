using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>One run of one metric on the line of time.</summary>
/// <param name="Round">Number of the round that the run belongs to.</param>
/// <param name="IsMiddle">Whether it is the run in the middle (with the tool, but in an A/A case) or a baseline beside it.</param>
/// <param name="Value">In the metric's unit; null stands for a dropped round.</param>
internal sealed record RoundPoint(int Round, bool IsMiddle, double? Value)
{
    /// <summary>All runs; a dropped round is one point without a value.</summary>
    public static IReadOnlyList<RoundPoint> InOrderOfTime(IReadOnlyList<RoundRecord> rounds, string metric) =>
        [.. rounds.OrderBy(round => round.Number).SelectMany(round => Of(round, metric))];

    private static IEnumerable<RoundPoint> Of(RoundRecord round, string metric) =>
        round.DroppedBecause is null
        && round.Values.TryGetValue(metric, out var values)
        && values.All.All(value => Plottable.OrNull(value) is not null)
            ? RoundRecord.InOrder<RoundPoint>(
                [.. values.Baseline.Select(value => new RoundPoint(round.Number, IsMiddle: false, value))],
                [.. values.Middle.Select(value => new RoundPoint(round.Number, IsMiddle: true, value))]
            )
            : [new RoundPoint(round.Number, IsMiddle: true, null)];
}
