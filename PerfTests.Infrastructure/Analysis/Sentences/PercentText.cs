namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>Percentages as sentences show them: one decimal, or two under one percent.</summary>
internal static class PercentText
{
    public static string Signed(double percent) => percent.ToString(Math.Abs(percent) < 1 ? "+0.00;-0.00;0.00" : "+0.0;-0.0");

    public static string Plain(double percent) => percent.ToString(Math.Abs(percent) < 1 ? "0.00;-0.00;0.00" : "0.0");

    /// <summary>A budget as its author wrote it.</summary>
    public static string Budget(double percent) => percent.ToString("0.####") is var text && text == "-0" ? "0" : text;
}
