using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Calibration;
using PerfTests.Workbench.Calibration.Gates;
using PerfTests.Workbench.Calibration.Planning;

namespace PerfTests.Cli.Calibrate;

/// <summary><c>perftests calibrate --gates N</c>.</summary>
internal static class GateCalibration
{
    public static async Task<int> RunAsync(
        SessionPlan plan,
        IReadOnlyList<PerfCase> cases,
        int count,
        int seconds,
        TimeSpan limit,
        bool asJson,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        var time = TimeProvider.System;
        var folder = CalibrationTree.Create(plan.Options.ResultDir, "gates", time);
        using var alone = await ExclusiveUse.OfResultTreeAsync(folder, TimeSpan.Zero, time, cancellationToken);
        plan = plan.Over(plan.Config with { Monitoring = plan.Config.Monitoring with { Enabled = false } }, folder);
        IReadOnlyList<PerfCase> variants = [.. cases.Select(each => CaseDuration.With(each, seconds)).DistinctBy(each => each.Name)];
        AaGates gates;
        var file = Path.Combine(folder, AaGates.FileName);
        var stopped = false;
        await using (
            var session = await TestSession.StartAsync(
                plan,
                variants,
                new LabHostSource(plan.Options.LockDir, plan.Options.Wait),
                time,
                cancellationToken
            )
        )
        {
            var series = new GateSeries(session, file, count, limit, (gate, left) => tell(GatesTable.Progress(gate, count, left)), time);
            try
            {
                await series.MakeAsync(variants, new QuietCaseLog(tell), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                stopped = true;
            }
            gates = series.Gates;
        }
        Console.WriteLine(asJson ? JsonSerializer.Serialize(gates, JsonFiles.CamelCase) : GatesTable.Render(gates));
        await Console.Error.WriteLineAsync(file);
        if (gates.Count(Verdict.Fail) > 0 || stopped)
            return ExitCode.GateFailed;
        // Nothing was found out where no gate came to an answer.
        return gates.Gates.Count > gates.Count(Verdict.Invalid) ? ExitCode.Ok : ExitCode.EnvironmentNotUsable;
    }
}
