using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Calibration;
using PerfTests.Workbench.Calibration.Planning;

namespace PerfTests.Cli.Calibrate;

/// <summary><c>perftests calibrate</c> without <c>--gates</c> and <c>--control</c>: rounds and durations for a wanted resolution.</summary>
internal static class PlanCalibration
{
    public static async Task<int> RunAsync(
        SessionPlan plan,
        IReadOnlyList<PerfCase> cases,
        IReadOnlyList<int> durations,
        PlanWish wish,
        TimeSpan limit,
        bool asJson,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        var affordable = Pilot.Affordable(durations, cases.Count, limit);
        if (affordable.Count < durations.Distinct().Count())
            await Console.Error.WriteLineAsync(
                $"no time for loads of {string.Join(", ", durations.Except(affordable))} s: choose fewer workloads (--workload) or give "
                    + $"it more --minutes"
            );
        var variants = cases.Select(each => (Section: PlanSection.Of(each.Workload), Cases: Variants(each, affordable))).ToList();
        IReadOnlyList<PerfCase> all = [.. variants.SelectMany(each => each.Cases).DistinctBy(each => each.Name)];
        IReadOnlyList<PilotSeries> series;
        string file;
        await using (var run = await CalibrationRun.StartAsync(plan, "pilot", plan.Config, all, cancellationToken))
        {
            file = Path.Combine(run.Folder, CalibrationPlan.FileName);
            series = await new Pilot(run.Session, limit, new QuietCaseLog(tell), TimeProvider.System).MakeAsync(all, cancellationToken);
        }
        var made = new CalibrationPlan
        {
            Wish = wish,
            Workloads =
            [
                .. variants.Select(each => new PlannedWorkload(
                    each.Section,
                    [
                        .. each.Cases.Select(perfCase =>
                            PlannedDuration.Of(
                                series.Single(pilot => pilot.Case.Name == perfCase.Name),
                                plan.WorkloadBudgets(perfCase).Keys,
                                wish
                            )
                        ),
                    ]
                )),
            ],
        };
        await JsonFiles.WriteAsync(file, made, JsonFiles.CamelCase, CancellationToken.None);
        await CalibrationRun.PrintAsync(made, asJson, PlanTable.Render, file);
        return ExitCode.Ok;
    }

    /// <summary>The case with each duration, in ascending order; once where its command leaves no choice.</summary>
    private static List<PerfCase> Variants(PerfCase perfCase, IReadOnlyList<int> durations) =>
        [
            .. durations
                .Select(seconds => CaseDuration.With(perfCase, seconds))
                .DistinctBy(each => each.Name)
                .OrderBy(each => each.Workload.DurationSeconds),
        ];
}
