namespace PerfTests.Infrastructure.Reporting.Svg;

/// <summary>Maps values of an interval linearly to positions, with ticks at round values.</summary>
internal sealed class AxisScale
{
    // Differences near the limits of double's precision would make a step of zero, and ticks without end
    private const double Smallest = 1e-12;

    private readonly double _from;
    private readonly double _to;

    /// <param name="low">Smallest value shown.</param>
    /// <param name="high">Largest value shown; when it equals <paramref name="low"/> the axis gets room around it.</param>
    /// <param name="from">Position of the smallest value.</param>
    /// <param name="to">Position of the largest value; may be smaller than <paramref name="from"/>, as heights in SVG are.</param>
    /// <param name="tickCount">About how many ticks are wanted.</param>
    public AxisScale(double low, double high, double from, double to, int tickCount = 5)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high)
            throw new ArgumentException($"an axis needs finite bounds in order, not {low} to {high}", nameof(high));
        var room = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9, Smallest);
        (Low, High) = high - low > room ? (low, high) : (low - Margin(low), high + Margin(high));
        (_from, _to) = (from, to);
        Step = RoundStep((High - Low) / tickCount);
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>Distance of neighbouring ticks: 1, 2 or 5 times a power of ten.</summary>
    public double Step { get; }

    public IEnumerable<double> Ticks
    {
        get
        {
            var first = (long)Math.Ceiling((Low / Step) - 1e-9);
            var last = (long)Math.Floor((High / Step) + 1e-9);
            for (var tick = first; tick <= last; tick++)
                yield return tick * Step;
        }
    }

    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Position of a value; values outside the axis lie on its ends.</summary>
    public double Position(double value) => _from + ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (_to - _from));

    private static double Margin(double value) => Math.Abs(value) < Smallest ? 1 : Math.Abs(value) * 0.05;

    private static double RoundStep(double wanted)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power
            * (
                (wanted / power) switch
                {
                    <= 1.5 => 1,
                    <= 3 => 2,
                    <= 7 => 5,
                    _ => 10,
                }
            );
    }
}
