using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>The numbers of valid rounds at which a case may be decided, and the error rate that each of them spends.</summary>
/// <remarks>The looks share <c>1 - confidence</c> equally (Bonferroni), so stopping early costs no confidence.</remarks>
internal sealed record LookPlan(IReadOnlyList<int> Looks, double Confidence)
{
    public static LookPlan For(CaseEvidence evidence, Thresholds thresholds) =>
        new(evidence.IsBaseline ? [thresholds.BaselineRounds] : thresholds.Looks, thresholds.Confidence);

    /// <summary>Error rate of each one-sided bound at one look.</summary>
    public double Alpha => (1 - Confidence) / Looks.Count;

    public int Limit => Looks[^1];

    /// <summary>Whether a case with so many valid rounds may be decided. Over the limit it may: no look follows.</summary>
    public bool IsLook(int validRounds) => validRounds >= Limit || Looks.Contains(validRounds);

    /// <summary>The next look after so many valid rounds; null when none is left.</summary>
    public int? Next(int validRounds) => Looks.Where(look => look > validRounds).Select(look => (int?)look).FirstOrDefault();
}
