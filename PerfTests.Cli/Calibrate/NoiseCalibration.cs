using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Files;
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
        var time = TimeProvider.System;
        var folder = CalibrationTree.Create(plan.Options.ResultDir, "noise", time);
        using var alone = await ExclusiveUse.OfResultTreeAsync(folder, TimeSpan.Zero, time, cancellationToken);
        plan = plan.Over(plan.Config, folder);
        var file = Path.Combine(folder, NoiseReport.FileName);
        NoiseReport report;
        var stopped = false;
        await using (
            var session = await TestSession.StartAsync(
                plan,
                cases,
                new LabHostSource(plan.Options.LockDir, plan.Options.Wait),
                time,
                cancellationToken
            )
        )
        {
            var series = new NoiseSeries(session, file, limit, new QuietCaseLog(tell), time);
            try
            {
                await series.MakeAsync(cases, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                stopped = true;
            }
            report = series.Report;
        }
        Console.WriteLine(asJson ? JsonSerializer.Serialize(report, JsonFiles.CamelCase) : NoiseTable.Render(report));
        await Console.Error.WriteLineAsync(file);
        return report.IsMet && !stopped ? ExitCode.Ok : ExitCode.GateFailed;
    }
}
