using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>Live progress for whoever waits: the plan first, then case i of n with the time left, then the table.</summary>
/// <param name="selected">Cases that are going to run, in any order.</param>
/// <param name="tell">Shows an event.</param>
public sealed class SessionProgress(SessionPlan plan, IReadOnlyList<PerfCase> selected, Action<ProgressEvent> tell, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private double _doneSeconds;
    private double _doneEstimateSeconds;
    private double _currentEstimateSeconds;
    private RoundPace _current = new(0, 0);

    /// <summary>Says what is going to happen, and how long it will take.</summary>
    /// <param name="text">The plan for people.</param>
    public void Announce(string text) =>
        tell(new ProgressEvent(ProgressKind.Plan, text) { Of = selected.Count, SecondsLeft = selected.Sum(Estimate) });

    public void Note(string text) => tell(new ProgressEvent(ProgressKind.Note, text));

    /// <summary>A case begins.</summary>
    public CaseProgress Begin(PerfCase perfCase)
    {
        _begun.Add(perfCase.Name);
        _doneSeconds = time.GetElapsedTime(_started).TotalSeconds;
        _doneEstimateSeconds += _currentEstimateSeconds;
        _currentEstimateSeconds = Estimate(perfCase);
        var current = _current = new RoundPace(_currentEstimateSeconds, CaseEstimate.LoadSeconds(perfCase.Workload));
        var number = _begun.Count;
        Tell(new ProgressEvent(ProgressKind.CaseBegan, perfCase.TestName));
        return new CaseProgress(Tell, toMake => current.Made(toMake, InCurrent));

        void Tell(ProgressEvent happened) =>
            tell(
                happened with
                {
                    Number = number,
                    Of = selected.Count,
                    SecondsLeft = SecondsLeft(happened.Kind == ProgressKind.CaseJudged),
                }
            );
    }

    /// <param name="table">All cases for people.</param>
    /// <param name="document">The same for programs.</param>
    public void Report(string table, JsonElement document) => tell(new ProgressEvent(ProgressKind.Report, table) { Document = document });

    private double InCurrent => time.GetElapsedTime(_started).TotalSeconds - _doneSeconds;

    /// <remarks>
    /// What the rounds of the running case tell, and the other cases' estimates, scaled by how the finished ones kept to theirs.
    /// </remarks>
    private double SecondsLeft(bool isJudged)
    {
        var (done, estimate) = isJudged
            ? (_doneSeconds + InCurrent, _doneEstimateSeconds + _currentEstimateSeconds)
            : (_doneSeconds, _doneEstimateSeconds);
        var pace = estimate > 0 ? Math.Clamp(done / estimate, 0.5, 4) : 1;
        var toCome = selected.Sum(Estimate) - _doneEstimateSeconds - _currentEstimateSeconds;
        return (isJudged ? 0 : _current.Left(InCurrent, pace)) + (Math.Max(0, toCome) * pace);
    }

    private double Estimate(PerfCase perfCase) => CaseEstimate.Seconds(perfCase, plan.Config);
}
