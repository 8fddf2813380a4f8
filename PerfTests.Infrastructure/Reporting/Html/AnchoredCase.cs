namespace PerfTests.Infrastructure.Reporting.Html;

/// <summary>A case and the id of its details on the page.</summary>
internal sealed record AnchoredCase(ReportedCase Case, string Anchor);
