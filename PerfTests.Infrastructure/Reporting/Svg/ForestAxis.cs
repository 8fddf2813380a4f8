namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>Chooses the range of a forest chart.</summary>
internal static class ForestAxis
{
    private const double SmallestReach = 2;

    /// <summary>
    /// An axis from 0 to 100 (percent of the plot's width) that holds zero, the budgets and the rows. A few rows far outside the others
    /// do not stretch it: what lies beyond four times the middle row's reach and twice the largest budget is clipped.
    /// </summary>
    public static AxisScale For(IReadOnlyCollection<ForestRow> rows)
    {
        var reaches = rows.Select(Reach).Where(reach => reach > 0).Order().ToList();
        var budget = rows.Select(row => OrZero(row.Budget)).DefaultIfEmpty(0).Max();
        var middle = reaches.Count == 0 ? 0 : reaches[(reaches.Count - 1) / 2];
        var limit = Math.Max(SmallestReach, Math.Max(4 * middle, 2 * budget));
        var high = rows.SelectMany(Values).Append(budget).Append(SmallestReach / 2).Max();
        var low = rows.SelectMany(Values).Append(-SmallestReach / 2).Min();
        (low, high) = (Math.Max(low, -limit), Math.Min(high, limit));
        var margin = (high - low) * 0.04;
        return new AxisScale(low - margin, high + margin, 0, 100);
    }

    private static IEnumerable<double> Values(ForestRow row) =>
        new[] { row.Estimate, row.Low, row.High, row.NoiseFloor, -row.NoiseFloor }.Select(OrZero);

    private static double Reach(ForestRow row) => Values(row).Max(Math.Abs);

    private static double OrZero(double? value) => Plottable.OrNull(value) ?? 0;
}
