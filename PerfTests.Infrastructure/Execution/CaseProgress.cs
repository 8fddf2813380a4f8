using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Live progress of one case.</summary>
public sealed class CaseProgress
{
    private readonly Action<ProgressEvent> _tell;

    internal CaseProgress(Action<ProgressEvent> tell) => _tell = tell;

    public void Step(string name) => _tell(new ProgressEvent(ProgressKind.Step, name));

    public void Line(string text) => _tell(new ProgressEvent(ProgressKind.CaseLine, text));

    /// <param name="sentence">The case in one sentence.</param>
    public void Judged(Verdict verdict, string sentence) => _tell(new ProgressEvent(ProgressKind.CaseJudged, sentence) { Verdict = verdict });
}
