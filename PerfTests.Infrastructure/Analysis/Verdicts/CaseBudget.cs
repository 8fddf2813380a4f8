namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>A budget of a tool case, as the baseline case with the same conditions sees it.</summary>
/// <param name="Case">Name of the tool case.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Percent">Overhead allowed, in percent.</param>
internal sealed record CaseBudget(string Case, string Metric, double Percent);
