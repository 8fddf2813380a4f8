using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Workbench.Calibration.Gates;

/// <summary>Makes gates without a tool, one after the other, each with rounds of its own.</summary>
/// <param name="file">Where the gates are kept; rewritten whole after each of them.</param>
/// <param name="finished">Told of each gate, with the seconds that the ones to come will take.</param>
internal sealed class GateSeries(
    TestSession session,
    string file,
    int count,
    TimeSpan limit,
    Action<AaGate, double> finished,
    TimeProvider time
)
{
    // An environment that cannot be measured on gives nothing but these.
    private const int MostInvalidInARow = 3;

    private readonly long _started = time.GetTimestamp();
    private readonly List<AaGate> _gates = [];

    /// <summary>The gates that are done.</summary>
    public AaGates Gates =>
        new()
        {
            Asked = count,
            Looks = session.Plan.Config.Thresholds.Looks,
            Confidence = session.Plan.Config.Thresholds.Confidence,
            Gates = [.. _gates],
        };

    /// <summary>Makes the gates, spread evenly over the cases. When the time is up, a gate that is not decided is left out.</summary>
    /// <param name="cases">Baseline cases.</param>
    /// <exception cref="CalibrationFailedException">The environment gives nothing but Invalid.</exception>
    public async Task MakeAsync(IReadOnlyList<PerfCase> cases, ICaseLog log, CancellationToken cancellationToken)
    {
        foreach (var (index, perfCase) in cases.Index())
        {
            // Each case gets its part of the gates and of the time that those before it left.
            var last = _gates.Count + ((count - _gates.Count) / (cases.Count - index));
            var elapsed = time.GetElapsedTime(_started);
            var end = elapsed + ((limit - elapsed) / (cases.Count - index));
            await session.CalibrateAsync(perfCase, log, _ => MakeAsync(perfCase, last, end, log, cancellationToken), cancellationToken);
        }
    }

    private async Task MakeAsync(PerfCase perfCase, int last, TimeSpan end, ICaseLog log, CancellationToken cancellationToken)
    {
        var rehearsal = new Rehearsal(session, session.Plan.Config.Thresholds, session.Plan.WorkloadBudgets(perfCase));
        while (_gates.Count < last && MayGoOn())
        {
            var (start, began) = (time.GetUtcNow(), time.GetTimestamp());
            var rehearsed = await rehearsal.RunAsync(perfCase, change: null, log, MayGoOn, cancellationToken);
            if (!rehearsed.IsComplete)
                return;
            _gates.Add(AaGate.Of(_gates.Count + 1, rehearsed, start, time.GetElapsedTime(began).TotalSeconds));
            await JsonFiles.WriteAsync(file, Gates, JsonFiles.CamelCase, CancellationToken.None);
            finished(_gates[^1], SecondsLeft());
            if (_gates.Count >= MostInvalidInARow && _gates.TakeLast(MostInvalidInARow).All(gate => gate.Verdict == Verdict.Invalid))
                throw new CalibrationFailedException(
                    $"{MostInvalidInARow} gates in a row are Invalid: {string.Join("; ", _gates[^1].Reasons)}"
                );
        }

        bool MayGoOn() => time.GetElapsedTime(_started) < end;
    }

    private double SecondsLeft()
    {
        var elapsed = time.GetElapsedTime(_started).TotalSeconds;
        return Math.Min(elapsed / _gates.Count * (count - _gates.Count), limit.TotalSeconds - elapsed);
    }
}
