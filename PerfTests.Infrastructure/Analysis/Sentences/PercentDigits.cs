namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>
/// Percentages that stand together, with the same number of decimals: three significant digits at most, and never a negative zero.
/// </summary>
/// <param name="Decimals">Digits after the point.</param>
internal readonly record struct PercentDigits(int Decimals)
{
    // Where rounding would make a bound look as if it were on the other side of the budget, more digits show that it is not.
    private const int MostDecimals = 4;

    /// <summary>As many decimals as the largest of the values needs.</summary>
    public static PercentDigits For(params double?[] percents)
    {
        var largest = percents.OfType<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return new(
            largest switch
            {
                >= 100 => 0,
                >= 0.1 or 0 => 1,
                >= 0.01 => 2,
                _ => 3,
            }
        );
    }

    /// <summary>The same, or more decimals when fewer would hide on which side of a budget a bound lies.</summary>
    public PercentDigits Telling(double budget, params double?[] bounds)
    {
        var decimals = Decimals;
        while (
            decimals < MostDecimals
            && bounds.OfType<double>().Where(double.IsFinite).Any(bound => Math.Round(bound, decimals) <= budget != bound <= budget)
        )
            decimals++;
        return new(decimals);
    }

    public string Text(double percent)
    {
        var text = Math.Abs(percent) switch
        {
            >= 1e6 => percent.ToString("0.##e+0"),
            >= 1000 => Significant(percent).ToString("0"),
            _ => percent.ToString($"F{Decimals}"),
        };
        return text.All(character => character is '-' or '0' or '.') ? text.TrimStart('-') : text;
    }

    private static double Significant(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 2);
        return Math.Round(value / unit) * unit;
    }
}
