using System.Text.Json;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution;

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
    private double _currentLongestSeconds;

    /// <summary>Says what is going to happen, and how long it will take.</summary>
    /// <param name="text">The plan for people.</param>
    public void Announce(string text) => tell(new ProgressEvent(ProgressKind.Plan, text) { Of = selected.Count, SecondsLeft = selected.Sum(Estimate) });

    public void Note(string text) => tell(new ProgressEvent(ProgressKind.Note, text));

    /// <summary>A case begins.</summary>
    public CaseProgress Begin(PerfCase perfCase)
    {
        _begun.Add(perfCase.Name);
        _doneSeconds = time.GetElapsedTime(_started).TotalSeconds;
        _doneEstimateSeconds += _currentEstimateSeconds;
        _currentEstimateSeconds = Estimate(perfCase);
        _currentLongestSeconds = CaseEstimate.LongestSeconds(perfCase, plan.Config.Thresholds);
        var number = _begun.Count;
        Tell(new ProgressEvent(ProgressKind.CaseBegan, perfCase.TestName));
        return new CaseProgress(Tell);

        void Tell(ProgressEvent happened) => tell(happened with { Number = number, Of = selected.Count, SecondsLeft = SecondsLeft() });
    }

    /// <param name="table">All cases for people.</param>
    /// <param name="document">The same for programs.</param>
    public void Report(string table, JsonElement document) => tell(new ProgressEvent(ProgressKind.Report, table) { Document = document });

    /// <remarks>
    /// The cases' estimates, scaled by how the finished ones kept to theirs. A case that is beyond its own was not decided by its first look, so
    /// it may take until the last.
    /// </remarks>
    private double SecondsLeft()
    {
        var inCurrent = time.GetElapsedTime(_started).TotalSeconds - _doneSeconds;
        var pace = _doneEstimateSeconds > 0 ? Math.Clamp(_doneSeconds / _doneEstimateSeconds, 0.5, 4) : 1;
        var toCome = selected.Sum(Estimate) - _doneEstimateSeconds - _currentEstimateSeconds;
        var current = (inCurrent <= _currentEstimateSeconds * pace ? _currentEstimateSeconds : _currentLongestSeconds) * pace;
        return Math.Max(0, current - inCurrent) + (Math.Max(0, toCome) * pace);
    }

    private double Estimate(PerfCase perfCase) => CaseEstimate.Seconds(perfCase, plan.Config.Thresholds);
}
