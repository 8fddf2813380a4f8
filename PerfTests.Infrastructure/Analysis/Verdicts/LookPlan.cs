using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>The numbers of valid rounds at which a case may be decided, and the error rate that each of them spends.</summary>
/// <remarks>
/// The looks share <c>1 - confidence</c> in proportion to their rounds, so stopping early costs no confidence, however the looks hang
/// together (Bonferroni), and most is left for the looks that know most.
/// </remarks>
/// <param name="Looks">Numbers of valid rounds, ascending.</param>
/// <param name="Confidence">Of each one-sided bound, over all looks.</param>
internal sealed record LookPlan(IReadOnlyList<int> Looks, double Confidence)
{
    public static LookPlan For(CaseEvidence evidence, Thresholds thresholds) =>
        new(evidence.IsBaseline ? [thresholds.BaselineRounds] : thresholds.Looks, thresholds.Confidence);

    public int Limit => Looks[^1];

    /// <summary>
    /// Error rate of each one-sided bound after so many valid rounds: that of the look there, or of the one they are on the way to.
    /// </summary>
    public double AlphaAt(int validRounds)
    {
        var share = (Next(validRounds - 1) ?? Limit) / (double)Looks.Sum();
        return (1 - Confidence) * share;
    }

    /// <summary>Whether a case with so many valid rounds may be decided. Over the limit it may: no look follows.</summary>
    public bool IsLook(int validRounds) => validRounds >= Limit || Looks.Contains(validRounds);

    /// <summary>The next look after so many valid rounds; null when none is left.</summary>
    public int? Next(int validRounds)
    {
        foreach (var look in Looks)
            if (look > validRounds)
                return look;
        return null;
    }
}
