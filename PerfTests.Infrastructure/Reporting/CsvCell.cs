namespace PerfTests.Infrastructure.Reporting;

/// <summary>Cells of the CSV files (RFC 4180).</summary>
internal static class CsvCell
{
    /// <summary>Every digit; empty for what is no number.</summary>
    public static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R") : "";

    // Spreadsheets run a cell that starts with one of these as a formula; an apostrophe in front makes it text
    public static string Text(string value)
    {
        var harmless = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value;
        return harmless.AsSpan().ContainsAny("\",\r\n") ? $"\"{harmless.Replace("\"", "\"\"")}\"" : harmless;
    }
}
