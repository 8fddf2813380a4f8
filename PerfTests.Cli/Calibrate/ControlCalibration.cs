using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Calibration;
using PerfTests.Workbench.Calibration.Control;

namespace PerfTests.Cli.Calibrate;

/// <summary><c>perftests calibrate --control</c>.</summary>
internal static class ControlCalibration
{
    public static async Task<int> RunAsync(SessionPlan plan, bool asJson, Action<string> tell, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var environment = ControlConfig.Environment(plan.Config, plan.Options.Environments);
        var rule = plan.Config.Thresholds;
        var folder = CalibrationTree.Create(plan.Options.ResultDir, "control", time);
        using var alone = await ExclusiveUse.OfResultTreeAsync(folder, TimeSpan.Zero, time, cancellationToken);
        plan = plan.Over(ControlConfig.Of(plan.Config, environment), folder);
        var file = Path.Combine(folder, PositiveControl.FileName);
        PositiveControl control;
        var stopped = false;
        await using (
            var session = await TestSession.StartAsync(
                plan,
                plan.Cases,
                new LabHostSource(plan.Options.LockDir, plan.Options.Wait),
                time,
                cancellationToken
            )
        )
        {
            var series = new ControlSeries(session, rule, file, new QuietCaseLog(tell));
            try
            {
                await series.MakeAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                stopped = true;
            }
            control = series.Control;
        }
        Console.WriteLine(asJson ? JsonSerializer.Serialize(control, JsonFiles.CamelCase) : ControlTable.Render(control));
        await Console.Error.WriteLineAsync(file);
        return stopped || !control.IsFound ? ExitCode.GateFailed : ExitCode.Ok;
    }
}
