using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
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
        var config = plan.Config with { Monitoring = plan.Config.Monitoring with { Enabled = false } };
        IReadOnlyList<PerfCase> variants = [.. cases.Select(each => CaseDuration.With(each, seconds)).DistinctBy(each => each.Name)];
        AaGates gates;
        string file;
        bool completed;
        await using (var run = await CalibrationRun.StartAsync(plan, "gates", config, variants, cancellationToken))
        {
            file = Path.Combine(run.Folder, AaGates.FileName);
            Action<AaGate, double> made = (gate, left) => tell(GatesTable.Progress(gate, count, left));
            var series = new GateSeries(run.Session, file, count, limit, made, TimeProvider.System);
            completed = await CalibrationRun.CompleteAsync(series.MakeAsync(variants, new QuietCaseLog(tell), cancellationToken));
            gates = series.Gates;
        }
        await CalibrationRun.PrintAsync(gates, asJson, GatesTable.Render, file);
        if (gates.Count(Verdict.Fail) > 0 || !completed)
            return ExitCode.GateFailed;
        // Nothing was found out where no gate came to an answer.
        return gates.Gates.Count > gates.Count(Verdict.Invalid) ? ExitCode.Ok : ExitCode.EnvironmentNotUsable;
    }
}
