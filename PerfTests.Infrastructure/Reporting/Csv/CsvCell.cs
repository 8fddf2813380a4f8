using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Reporting.Csv;

/// <summary>Cells of the CSV files (RFC 4180).</summary>
internal static class CsvCell
{
    /// <summary>Every digit; empty for what is no number.</summary>
    public static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R") : "";

    /// <summary>Text of any origin; control characters are shown, since some readers end a cell, or the file, at them.</summary>
    /// <remarks>
    /// Spreadsheets run a cell that starts with one of these as a formula, behind blanks and in their wide forms too; an apostrophe
    /// in front makes it text.
    /// </remarks>
    public static string Text(string value)
    {
        var shown = VisibleText.Lines(value);
        var isFormula =
            shown is ['\t' or '\n', ..] || shown.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];
        var harmless = isFormula ? $"'{shown}" : shown;
        return harmless.AsSpan().ContainsAny("\",\r\n") ? $"\"{harmless.Replace("\"", "\"\"")}\"" : harmless;
    }
}
