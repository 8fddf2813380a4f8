namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>How values of one magnitude are written: divided by <paramref name="Factor"/>, followed by <paramref name="Unit"/>.</summary>
internal readonly record struct UnitScale(double Factor, string Unit)
{
    public const string Missing = "–";

    /// <summary>The scale in which a value of this magnitude is easiest to read, such as Mbit/s for 300 100 000 bit/s.</summary>
    public static UnitScale For(double magnitude, string unit) =>
        unit switch
        {
            "bit/s" => Pick(magnitude, (1, "bit/s"), (1e3, "kbit/s"), (1e6, "Mbit/s"), (1e9, "Gbit/s"), (1e12, "Tbit/s")),
            "packets/s" => Pick(magnitude, (1, "packets/s"), (1e3, "kpackets/s"), (1e6, "Mpackets/s")),
            "1/s" => Pick(magnitude, (1, "/s"), (1e3, "k/s"), (1e6, "M/s")),
            "us" => Pick(magnitude, (1, "µs"), (1e3, "ms"), (1e6, "s")),
            _ => new UnitScale(1, unit),
        };

    /// <summary>A value with its unit, as in <c>300.1 Mbit/s</c>; a dash when there is none.</summary>
    public static string Quantity(double? value, string unit)
    {
        if (value is not { } number || !double.IsFinite(number))
            return Missing;
        var scale = For(number, unit);
        return $"{scale.Number(number)} {scale.Unit}";
    }

    /// <summary>The number alone, for tables whose header carries the unit.</summary>
    public string Number(double value)
    {
        var scaled = value / Factor;
        return Math.Abs(scaled) switch
        {
            double.NaN or double.PositiveInfinity => Missing,
            >= 1e6 => scaled.ToString("0.00e+0"),
            >= 999.95 => scaled.ToString("0"),
            >= 9.995 => scaled.ToString("0.0"),
            0 => "0",
            < 0.005 => scaled.ToString("0.0e+0"),
            _ => scaled.ToString("0.00"),
        };
    }

    // 999.95 prints as 1000.0, so it already belongs to the next prefix
    private static UnitScale Pick(double magnitude, params ReadOnlySpan<(double Factor, string Unit)> scales)
    {
        var picked = scales[0];
        foreach (var scale in scales[1..])
        {
            if (Math.Abs(magnitude) >= 0.99995 * scale.Factor)
                picked = scale;
        }
        return new UnitScale(picked.Factor, picked.Unit);
    }
}
