using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Sentences;

/// <summary>
/// A verdict as one sentence in plain words, made from its numbers. How to read it is told in <c>docs/guides/read-a-verdict.md</c>.
/// </summary>
internal static class VerdictSentence
{
    /// <summary>
    /// Version of the wording. A change of any sentence needs a new one: those that another one worded are not held against this one.
    /// </summary>
    public const int Wording = 4;

    /// <summary>The verdict with its sentence.</summary>
    public static CaseVerdict Told(CaseVerdict verdict) => verdict with { Sentence = Of(verdict), Wording = Wording };

    /// <summary>
    /// For instance <c>costs 3.1 % of TCP latency (2.4 to 3.8, 8 rounds), budget 10 %: pass</c>. One line without a full stop, which
    /// names the verdict.
    /// </summary>
    public static string Of(CaseVerdict verdict)
    {
        var isBaseline = CaseAddress.TryParse(verdict.Case) is { Tool: null };
        var told =
            verdict.Verdict == Verdict.Invalid ? null
            : isBaseline ? BaselineSentence.Of(verdict)
            : ToolSentence.Of(verdict);
        string?[] parts =
        [
            told ?? Reason(verdict),
            told is not null && !isBaseline && verdict.Metrics.Any(PassLimits.IsSuspiciouslyBetter)
                ? "suspicious: better with the tool than without"
                : null,
            told is not null && verdict.ToolFailures > 0 ? ToolFailures.Told(verdict.ToolFailures) : null,
            told is not null && verdict.StoredBaseline is { } stored ? $"{stored}" : null,
            told is not null && verdict.ResumedFrom is { } from
                ? $"resumed, measured from {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC on"
                : null,
            told is not null ? ProgramCostSentence.Of(verdict) : null,
            told is not null && AttributionSentence.Of(verdict) is { } attribution
                ? MetricPhrase.SingleLine(attribution).TrimEnd('.')
                : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static string Reason(CaseVerdict verdict)
    {
        var reason =
            verdict.Reasons is [var first, ..] && MetricPhrase.SingleLine(first).TrimEnd('.', ' ') is { Length: > 0 } line
                ? line
                : "no reason recorded";
        return verdict.Verdict == Verdict.Invalid
            ? $"invalid, the measurement proves nothing: {reason}"
            : $"{MetricClause.Word(verdict.Verdict)}: {reason}";
    }
}
