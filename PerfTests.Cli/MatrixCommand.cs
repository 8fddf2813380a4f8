using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Cli;

/// <summary><c>perftests matrix</c>: the cases that a configuration gives, without touching any host.</summary>
internal static class MatrixCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        return Verb.Create("matrix", "Prints the cases of the matrix.", (parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(json), cancellationToken),
            [.. SelectionOptions.All, json]);
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool asJson, CancellationToken cancellationToken)
    {
        var plan = SessionPlan.Load(SelectionOptions.Read(parsed));
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(plan.Cases.Select(perfCase => Describe(perfCase, plan)), JsonFiles.CamelCase));
            return ExitCode.Ok;
        }
        foreach (var perfCase in plan.Cases)
        {
            var budgets = plan.Budgets(perfCase).Select(budget => string.Create(CultureInfo.InvariantCulture, $"{budget.Key} {budget.Value} %"));
            Console.WriteLine($"{perfCase.Name,-90} {string.Join(", ", budgets)}".TrimEnd());
        }
        var minutes = plan.Cases.Sum(perfCase => CaseEstimate.Seconds(perfCase, plan.Config.Thresholds)) / 60;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.Cases.Count} cases, about {minutes:F1} min when the first look decides each"));
        if (await UnlistedTools.DescribeAsync(plan.Config, cancellationToken) is { } unlisted)
            Console.WriteLine(unlisted);
        return ExitCode.Ok;
    }

    private static object Describe(PerfCase perfCase, SessionPlan plan) => new
    {
        perfCase.Name,
        Arm = PerfCase.Token(perfCase.Arm),
        Environment = perfCase.Environment.Id,
        Tool = perfCase.Tool?.Spec.Id,
        ToolParameters = perfCase.Tool?.Parameters,
        TestType = PerfCase.Token(perfCase.Workload.Type),
        Protocol = PerfCase.Token(perfCase.Workload.Protocol),
        perfCase.Workload.Params,
        perfCase.Workload.Streams,
        perfCase.Workload.DurationSeconds,
        perfCase.Workload.TargetBandwidth,
        Baseline = perfCase.Tool is null ? null : perfCase.BaselineName,
        BudgetPercent = plan.Budgets(perfCase),
        EstimatedSeconds = CaseEstimate.Seconds(perfCase, plan.Config.Thresholds),
    };
}
