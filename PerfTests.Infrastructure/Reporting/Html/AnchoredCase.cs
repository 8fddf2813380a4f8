namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>A case with its number on the page.</summary>
internal sealed record AnchoredCase(ReportedCase Case, int Number, CaseDetail Detail)
{
    /// <summary>Id of its details.</summary>
    public string Anchor => $"c{Number}";
}
