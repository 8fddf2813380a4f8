using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Workbench.Calibration;
using PerfTests.Workbench.Calibration.Noise;

namespace PerfTests.Cli.Calibrate;

/// <summary><c>perftests calibrate --noise</c>.</summary>
internal static class NoiseCalibration
{
    public static async Task<int> RunAsync(
        SessionPlan plan,
        IReadOnlyList<PerfCase> cases,
        TimeSpan limit,
        bool asJson,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        NoiseReport report;
        string file;
        bool completed;
        await using (var run = await CalibrationRun.StartAsync(plan, "noise", plan.Config, cases, cancellationToken))
        {
            file = Path.Combine(run.Folder, NoiseReport.FileName);
            var series = new NoiseSeries(run.Session, file, limit, new QuietCaseLog(tell), TimeProvider.System);
            completed = await CalibrationRun.CompleteAsync(series.MakeAsync(cases, cancellationToken));
            report = series.Report;
        }
        await CalibrationRun.PrintAsync(report, asJson, NoiseTable.Render, file);
        return report.IsMet && completed ? ExitCode.Ok : ExitCode.GateFailed;
    }
}
