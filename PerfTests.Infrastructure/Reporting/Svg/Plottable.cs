namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>Keeps what cannot be drawn out of charts.</summary>
internal static class Plottable
{
    // Far above any real measurement, far below where sums and products of coordinates overflow
    private const double Limit = 1e15;

    public static double? OrNull(double? value) => value is { } number && Math.Abs(number) < Limit ? number : null;
}
