using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>A shape beside each verdict's word, so that colour is never the only difference.</summary>
internal static class VerdictSymbol
{
    public static string Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Pass => "✓",
            Verdict.Fail => "✕",
            Verdict.Inconclusive => "?",
            _ => "⊘",
        };

    /// <summary>Name of the CSS class and of the chart marker.</summary>
    public static string ClassOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Pass => "pass",
            Verdict.Fail => "fail",
            Verdict.Inconclusive => "open",
            _ => "void",
        };
}
