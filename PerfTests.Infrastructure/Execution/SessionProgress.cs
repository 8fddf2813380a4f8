using System.Globalization;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Live lines for whoever waits: the plan first, then case i of n with the time left.</summary>
/// <param name="selected">Cases that are going to run, in any order.</param>
/// <param name="write">Shows one line.</param>
public sealed class SessionProgress(SessionPlan plan, IReadOnlyList<PerfCase> selected, Action<string> write, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private double _doneSeconds;
    private double _doneEstimateSeconds;
    private double _currentEstimateSeconds;

    /// <summary>Says what is going to happen, and how long it will take.</summary>
    public void Announce()
    {
        var tools = selected.Where(perfCase => perfCase.Tool is not null).Select(perfCase => perfCase.Tool!.Title).Distinct().ToList();
        write($"{selected.Count} cases on {string.Join(", ", selected.Select(perfCase => perfCase.Environment.Id).Distinct())}; "
            + $"tools: {(tools.Count == 0 ? "none" : string.Join(", ", tools))}; {plan.Config.Thresholds.Looks[0]} to {plan.Config.Thresholds.Looks[^1]} rounds "
            + $"for each tool case; about {Duration(selected.Sum(Estimate))}");
    }

    /// <summary>A case begins; the returned function shows its lines.</summary>
    public Action<string> Begin(PerfCase perfCase)
    {
        _begun.Add(perfCase.Name);
        _doneSeconds = time.GetElapsedTime(_started).TotalSeconds;
        _doneEstimateSeconds += _currentEstimateSeconds;
        _currentEstimateSeconds = Estimate(perfCase);
        var place = string.Create(CultureInfo.InvariantCulture, $"[{_begun.Count}/{selected.Count}]");
        write($"{place} {perfCase.TestName}, {Duration(SecondsLeft())} left");
        return line => write($"{place}   {line}, {Duration(SecondsLeft())} left");
    }

    /// <remarks>The cases' estimates, scaled by how the finished ones kept to theirs.</remarks>
    private double SecondsLeft()
    {
        var inCurrent = time.GetElapsedTime(_started).TotalSeconds - _doneSeconds;
        var pace = _doneEstimateSeconds > 0 ? Math.Clamp(_doneSeconds / _doneEstimateSeconds, 0.5, 4) : 1;
        var toCome = selected.Sum(Estimate) - _doneEstimateSeconds - _currentEstimateSeconds;
        return Math.Max(0, (_currentEstimateSeconds * pace) - inCurrent) + (Math.Max(0, toCome) * pace);
    }

    private double Estimate(PerfCase perfCase) => CaseEstimate.Seconds(perfCase, plan.Config.Thresholds);

    private static string Duration(double seconds) => seconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds / 60):F0} min");
}
