using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Workbench.Calibration;
using PerfTests.Workbench.Calibration.Control;

namespace PerfTests.Cli.Calibrate;

/// <summary><c>perftests calibrate --control</c>.</summary>
internal static class ControlCalibration
{
    public static async Task<int> RunAsync(SessionPlan plan, bool asJson, Action<string> tell, CancellationToken cancellationToken)
    {
        var config = ControlConfig.Of(plan.Config, ControlConfig.Environment(plan.Config, plan.Options.Environments));
        PositiveControl control;
        string file;
        bool completed;
        await using (var run = await CalibrationRun.StartAsync(plan, "control", config, cases: null, cancellationToken))
        {
            file = Path.Combine(run.Folder, PositiveControl.FileName);
            var series = new ControlSeries(run.Session, plan.Config.Thresholds, file, new QuietCaseLog(tell));
            completed = await CalibrationRun.CompleteAsync(series.MakeAsync(cancellationToken));
            control = series.Control;
        }
        await CalibrationRun.PrintAsync(control, asJson, ControlTable.Render, file);
        return completed && control.IsFound ? ExitCode.Ok : ExitCode.GateFailed;
    }
}
