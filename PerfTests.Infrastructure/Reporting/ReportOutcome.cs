using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>What building the reports gave besides the files.</summary>
/// <param name="Gate">All verdicts folded into one answer.</param>
/// <param name="Table">The table for the console.</param>
/// <param name="Cases">The cases that count.</param>
/// <param name="Problems">What is wrong with the tree, with remedies, the most important first.</param>
/// <param name="Recommendations">What follows from the figures, the gravest first.</param>
/// <param name="Files">Absolute paths of the reports.</param>
internal sealed record ReportOutcome(
    Gate Gate,
    string Table,
    IReadOnlyList<CaseResult> Cases,
    IReadOnlyList<string> Problems,
    IReadOnlyList<Recommendation> Recommendations,
    IReadOnlyList<string> Files
)
{
    /// <summary>Table and gate, for the console at the end of a session.</summary>
    public string Text => $"{Table}{Environment.NewLine}{string.Join(Environment.NewLine, TextFit.Wrap($"Gate: {Gate.Outcome}", 100))}";
}
