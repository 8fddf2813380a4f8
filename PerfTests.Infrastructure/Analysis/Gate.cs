using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>All verdicts of a run folded into one answer.</summary>
internal sealed record Gate(int Pass, int Inconclusive, int Fail, int Invalid, bool FailOnInconclusive)
{
    /// <summary>Cases that were to be judged and were not: stopped, crashed or unreadable. Left out, they would read as a smaller matrix.</summary>
    public int Unjudged { get; init; }

    public static Gate Of(IEnumerable<CaseVerdict> verdicts, bool failOnInconclusive, int unjudged = 0)
    {
        var counts = verdicts.CountBy(verdict => verdict.Verdict).ToDictionary();
        return new Gate(
            counts.GetValueOrDefault(Verdict.Pass),
            counts.GetValueOrDefault(Verdict.Inconclusive),
            counts.GetValueOrDefault(Verdict.Fail),
            counts.GetValueOrDefault(Verdict.Invalid),
            failOnInconclusive)
        {
            Unjudged = unjudged,
        };
    }

    public int Total => Pass + Inconclusive + Fail + Invalid + Unjudged;

    /// <summary>Whether the run may go through. A run without a verdict proves nothing and may not.</summary>
    public bool IsOpen => Total > 0 && Fail == 0 && Invalid == 0 && Unjudged == 0 && (Inconclusive == 0 || !FailOnInconclusive);

    public int ExitCode => IsOpen ? 0 : 1;

    public override string ToString() =>
        $"{Total} cases: {Pass} pass, {Fail} fail, {Inconclusive} inconclusive, {Invalid} invalid"
        + (Unjudged == 0 ? "" : $", {Unjudged} without a verdict");
}
