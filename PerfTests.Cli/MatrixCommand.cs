using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Discovery;

namespace PerfTests.Cli;

/// <summary><c>perftests matrix</c>: the cases that a configuration gives, without touching any host.</summary>
internal static class MatrixCommand
{
    public static Command Create()
    {
        var (json, quiet) = (OutputOptions.Json, OutputOptions.Quiet("Print only the names of the cases."));
        return Verb.Create(
            "matrix",
            "Lists the cases of the matrix.",
            (parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(json), parsed.GetValue(quiet), cancellationToken),
            [.. SelectionOptions.All, json, quiet]
        );
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool asJson, bool isQuiet, CancellationToken cancellationToken)
    {
        var plan = SessionPlan.Load(SelectionOptions.Read(parsed));
        // No host is asked, so whether the hosts are still what they were is for the session to check.
        var forecast = new NoiseForecast(new CaseStore(new ResultTree(plan.Options.ResultDir)), plan.Config.Thresholds);
        if (asJson)
        {
            var described = new List<object>();
            foreach (var perfCase in plan.Cases)
                described.Add(
                    Describe(perfCase, plan, await forecast.FindAsync(perfCase, plan.Budgets(perfCase), current: null, cancellationToken))
                );
            Console.WriteLine(JsonSerializer.Serialize(described, JsonFiles.CamelCase));
            return ExitCode.Ok;
        }
        if (isQuiet)
        {
            foreach (var perfCase in plan.Cases)
                Console.WriteLine(perfCase.TestName);
            return ExitCode.Ok;
        }
        Console.WriteLine(MatrixTable.Render(plan));
        foreach (var warning in await forecast.TellAsync(plan.Cases, plan.Budgets, _ => null, cancellationToken))
            Console.WriteLine($"{Environment.NewLine}{warning}");
        if (await UnlistedTools.DescribeAsync(plan.Config, cancellationToken) is { } unlisted)
            Console.WriteLine(unlisted);
        return ExitCode.Ok;
    }

    private static object Describe(PerfCase perfCase, SessionPlan plan, IReadOnlyList<BudgetUnderFloor> hidden) =>
        new
        {
            perfCase.Name,
            perfCase.TestName,
            Arm = PerfCase.Token(perfCase.Arm),
            Environment = perfCase.Environment.Id,
            Tool = perfCase.Tool?.Spec.Id,
            ToolVersion = perfCase.Tool?.Spec.Version?.Short,
            ToolParameters = perfCase.Tool?.Parameters,
            TestType = PerfCase.Token(perfCase.Workload.Type),
            Protocol = PerfCase.Token(perfCase.Workload.Protocol),
            perfCase.Workload.Params,
            perfCase.Workload.Streams,
            perfCase.Workload.DurationSeconds,
            perfCase.Workload.Amount,
            perfCase.Workload.TargetBandwidth,
            Baseline = perfCase.Tool is null ? null : perfCase.BaselineName,
            BudgetPercent = plan.Budgets(perfCase),
            BudgetsUnderNoiseFloor = hidden.Select(each => new
            {
                each.Metric,
                each.BudgetPercent,
                NoiseFloorPercent = each.FloorPercent,
                each.Rounds,
                each.RoundsNeeded,
                each.MeasuredAt,
            }),
            EstimatedSeconds = CaseEstimate.Seconds(perfCase, plan.Config),
        };
}
