using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
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
        var time = TimeProvider.System;
        var folder = CalibrationTree.Create(plan.Options.ResultDir, "pilot", time);
        using var alone = await ExclusiveUse.OfResultTreeAsync(folder, TimeSpan.Zero, time, cancellationToken);
        plan = plan.Over(plan.Config, folder);
        var affordable = Pilot.Affordable(durations, cases.Count, limit);
        if (affordable.Count < durations.Distinct().Count())
            await Console.Error.WriteLineAsync(
                $"no time for loads of {string.Join(", ", durations.Except(affordable))} s: choose fewer workloads (--workload) or give "
                    + $"it more --minutes"
            );
        var variants = cases.Select(each => (Section: PlanSection.Of(each.Workload), Cases: Variants(each, affordable))).ToList();
        IReadOnlyList<PerfCase> all = [.. variants.SelectMany(each => each.Cases).DistinctBy(each => each.Name)];
        IReadOnlyList<PilotSeries> series;
        await using (
            var session = await TestSession.StartAsync(
                plan,
                all,
                new LabHostSource(plan.Options.LockDir, plan.Options.Wait),
                time,
                cancellationToken
            )
        )
            series = await new Pilot(session, limit, new QuietCaseLog(tell), time).MakeAsync(all, cancellationToken);
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
        var file = Path.Combine(folder, CalibrationPlan.FileName);
        await JsonFiles.WriteAsync(file, made, JsonFiles.CamelCase, CancellationToken.None);
        Console.WriteLine(asJson ? JsonSerializer.Serialize(made, JsonFiles.CamelCase) : PlanTable.Render(made));
        await Console.Error.WriteLineAsync(file);
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
