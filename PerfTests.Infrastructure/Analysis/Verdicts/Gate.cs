using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Verdicts;

/// <summary>All verdicts of a run folded into one answer.</summary>
internal sealed record Gate(int Pass, int Inconclusive, int Fail, int Invalid, bool FailOnInconclusive)
{
    /// <summary>
    /// Cases that were to be judged and were not: stopped, crashed or unreadable. Left out, they would read as a smaller matrix.
    /// </summary>
    public int Unjudged { get; init; }

    public static Gate Of(IEnumerable<CaseVerdict> verdicts, bool failOnInconclusive, int unjudged = 0, int contradicted = 0)
    {
        var counts = verdicts.CountBy(verdict => verdict.Verdict).ToDictionary();
        return new Gate(
            counts.GetValueOrDefault(Verdict.Pass),
            counts.GetValueOrDefault(Verdict.Inconclusive),
            counts.GetValueOrDefault(Verdict.Fail),
            counts.GetValueOrDefault(Verdict.Invalid),
            failOnInconclusive
        )
        {
            Unjudged = unjudged,
            Contradicted = contradicted,
        };
    }

    /// <summary>Judged cases whose files contradict each other, such as a value that was edited: their verdict proves nothing.</summary>
    public int Contradicted { get; init; }

    public int Total => Pass + Inconclusive + Fail + Invalid + Unjudged;

    /// <summary>Whether the run may go through. A run without a verdict proves nothing and may not.</summary>
    public bool IsOpen =>
        Total > 0 && Fail == 0 && Invalid == 0 && Unjudged == 0 && Contradicted == 0 && (Inconclusive == 0 || !FailOnInconclusive);

    public int ExitCode => IsOpen ? 0 : 1;

    public override string ToString() =>
        $"{Total} case{(Total == 1 ? "" : "s")}: {Pass} pass, {Fail} fail, {Inconclusive} inconclusive, {Invalid} invalid"
        + (Unjudged == 0 ? "" : $", {Unjudged} without a verdict")
        + (Contradicted == 0 ? "" : $", {Contradicted} whose files contradict each other");

    /// <summary>The tally with what it means, as one line: an open gate with undecided cases says so.</summary>
    public string Outcome => $"{this}; the gate is {(IsOpen ? "open" : "closed")}{Meaning}";

    private string Meaning =>
        (IsOpen, Inconclusive) switch
        {
            (true, > 0) => $": no case failed, but {Inconclusive} of {Total} are undecided",
            (false, > 0) when FailOnInconclusive => $": {Inconclusive} of {Total} are undecided, and that fails here",
            (false, _) when Total == 0 => ": nothing was judged",
            _ => "",
        };
}
