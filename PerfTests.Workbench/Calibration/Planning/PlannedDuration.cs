using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>A workload with loads of one duration.</summary>
internal sealed record PlannedDuration
{
    public required string Case { get; init; }

    /// <summary>By plan; of a load that ends by an amount, what the pilot's took.</summary>
    public required double LoadSeconds { get; init; }

    /// <summary>Whether <c>durations</c> sets it: not where the command states it, or ends by an amount.</summary>
    public required bool IsChoice { get; init; }

    /// <summary>Time of a run beside its load, in seconds.</summary>
    public required double BesideSeconds { get; init; }

    /// <summary>Pilot runs behind the numbers.</summary>
    public required int Runs { get; init; }

    /// <summary>Rounds that fit into the time that a case may take.</summary>
    public required int RoundsInTime { get; init; }

    public required IReadOnlyList<PlannedMetric> Metrics { get; init; }

    /// <summary>Rounds with which every metric has the wanted resolution; null when one never gets there.</summary>
    public int? RoundsNeeded =>
        Metrics.Count > 0 && Metrics.All(metric => metric.RoundsNeeded is not null) ? Metrics.Max(metric => metric.RoundsNeeded) : null;

    /// <summary>How long a case takes with these; null with them.</summary>
    public required double? NeededSeconds { get; init; }

    /// <summary>Resolution of the worst metric in the time of a case, in percent.</summary>
    public double ReachedPercent =>
        Metrics.Count > 0 ? Metrics.Max(metric => metric.ReachedPercent ?? double.PositiveInfinity) : double.PositiveInfinity;

    /// <param name="metrics">Metrics that must have the resolution.</param>
    public static PlannedDuration Of(PilotSeries pilot, IEnumerable<string> metrics, PlanWish wish)
    {
        var cost = new CaseCost(pilot.RunSeconds, pilot.Case.Environment.ToolEndpoints.Count);
        var rounds = cost.RoundsIn(wish.CaseSeconds);
        var loadSeconds = pilot.Case.Workload.DurationSeconds ?? pilot.Runs.Average(run => run.Execution.LoadSeconds);
        List<PlannedMetric> planned = [.. metrics.Select(name => Of(pilot, Metric.Find(name), rounds, wish)).OfType<PlannedMetric>()];
        var result = new PlannedDuration
        {
            Case = pilot.Case.Name,
            LoadSeconds = loadSeconds,
            IsChoice = CaseDuration.IsChoice(pilot.Case),
            BesideSeconds = Math.Max(0, pilot.RunSeconds - loadSeconds),
            Runs = pilot.Runs.Count,
            RoundsInTime = rounds,
            Metrics = planned,
            NeededSeconds = null,
        };
        return result with { NeededSeconds = result.RoundsNeeded is { } needed ? cost.Seconds(needed) : null };
    }

    private static PlannedMetric? Of(PilotSeries pilot, Metric? metric, int rounds, PlanWish wish)
    {
        if (metric is null || pilot.Floor(metric) is not { } floor)
            return null;
        var (plan, interval) = (new RoundPlan(floor, wish.Confidence), pilot.Interval);
        double? Reached(RoundPlan each) => rounds < 2 ? null : each.ResolutionPercent(rounds);
        return new PlannedMetric
        {
            Name = metric.Name,
            RoundPercent = floor.RoundPercent,
            RoundPercentLow = plan.Scaled(interval.LowFactor).Floor.RoundPercent,
            RoundPercentHigh = plan.Scaled(interval.HighFactor).Floor.RoundPercent,
            RoundsNeeded = plan.RoundsFor(wish.ResolutionPercent),
            ReachedPercent = Reached(plan),
            ReachedPercentLow = Reached(plan.Scaled(interval.LowFactor)),
            ReachedPercentHigh = Reached(plan.Scaled(interval.HighFactor)),
        };
    }
}
