using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>One run of one metric on the line of time.</summary>
/// <param name="Round">Number of the round that the run belongs to.</param>
/// <param name="IsMiddle">Whether it is the run in the middle (with the tool, but in an A/A case) or a baseline beside it.</param>
/// <param name="Value">In the metric's unit; null stands for a dropped round.</param>
internal sealed record RoundPoint(int Round, bool IsMiddle, double? Value)
{
    /// <summary>All runs; a baseline that two neighbouring rounds share appears once.</summary>
    public static IReadOnlyList<RoundPoint> InOrderOfTime(IReadOnlyList<RoundRecord> rounds, string metric)
    {
        var points = new List<RoundPoint>();
        string? lastBaseline = null;
        foreach (var round in rounds.OrderBy(round => round.Number))
        {
            // Against a stored baseline a round is its tool run alone.
            if (
                round is { DroppedBecause: null, BaselineBefore: null, BaselineAfter: null }
                && round.Values.TryGetValue(metric, out var alone)
                && Plottable.OrNull(alone.Middle) is { } tool
            )
            {
                points.Add(new RoundPoint(round.Number, IsMiddle: true, tool));
                continue;
            }
            if (round.DroppedBecause is not null || !round.Values.TryGetValue(metric, out var values) || !IsPlottable(values))
            {
                points.Add(new RoundPoint(round.Number, IsMiddle: true, null));
                continue;
            }
            if (round.BaselineBefore is null || round.BaselineBefore != lastBaseline)
                points.Add(new RoundPoint(round.Number, IsMiddle: false, values.Before));
            points.Add(new RoundPoint(round.Number, IsMiddle: true, values.Middle));
            points.Add(new RoundPoint(round.Number, IsMiddle: false, values.After));
            lastBaseline = round.BaselineAfter;
        }
        return points;
    }

    private static bool IsPlottable(RoundValues values) =>
        new double?[] { values.Before, values.Middle, values.After }.All(value => Plottable.OrNull(value) is not null);
}
