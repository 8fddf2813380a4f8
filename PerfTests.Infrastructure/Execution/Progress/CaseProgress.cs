using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>Live progress of one case.</summary>
public sealed class CaseProgress
{
    private readonly Action<ProgressEvent> _tell;
    private readonly Action<int> _made;

    internal CaseProgress(Action<ProgressEvent> tell, Action<int> made) => (_tell, _made) = (tell, made);

    /// <summary>A round is done, which the estimate of what is left learns from.</summary>
    /// <param name="toMake">Rounds until the next look at the data; 0 when none follows.</param>
    public void RoundMade(int toMake) => _made(toMake);

    public void Step(string name) => _tell(new ProgressEvent(ProgressKind.Step, name));

    public void Line(string text) => _tell(new ProgressEvent(ProgressKind.CaseLine, text));

    /// <param name="sentence">The case in one sentence.</param>
    public void Judged(Verdict verdict, string sentence) =>
        _tell(new ProgressEvent(ProgressKind.CaseJudged, sentence) { Verdict = verdict });
}
