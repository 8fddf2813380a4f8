using System.Globalization;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Workbench.Calibration.Control;

/// <summary>Injects known overheads on the lab and measures them the way that every tool is measured.</summary>
/// <param name="session">A session of <see cref="ControlConfig"/>.</param>
/// <param name="rule">The user's own rule, for the losses of throughput; its looks at few rounds are left out, as an estimate is asked for
/// too.</param>
/// <param name="file">Where the control is kept; rewritten whole after each truth.</param>
internal sealed class ControlSeries(TestSession session, Thresholds rule, string file, ICaseLog log)
{
    /// <summary>Budget that the losses of throughput are judged by, in percent.</summary>
    public const double BudgetPercent = 5;

    private const int FewestRounds = 10;

    // Well under what one stream reaches on a small machine, so that the link is what limits it.
    private const double LinkRate = 400e6;

    private readonly List<ShapedControl> _shaped = [];
    private readonly List<WorkControl> _work = [];

    /// <summary>Shares of the rate that are taken away, in percent, and the verdict that each asks for.</summary>
    public static IReadOnlyList<(double Percent, Verdict? Expected)> Losses { get; } =
    [(0, Verdict.Pass), (2, Verdict.Pass), (5, null), (10, Verdict.Fail)];

    /// <summary>What is done.</summary>
    public PositiveControl Control =>
        new()
        {
            BudgetPercent = BudgetPercent,
            Shaped = [.. _shaped],
            Work = [.. _work],
        };

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        foreach (var (percent, expected) in Losses)
            await ShapeAsync(percent, expected, cancellationToken);
        foreach (var perfCase in session.Selected.Where(perfCase => perfCase.Tool is not null))
            await WorkAsync(perfCase, cancellationToken);
    }

    /// <summary>The link slowed down by a share of its rate in the runs in the middle.</summary>
    public async Task ShapeAsync(double percent, Verdict? expected, CancellationToken cancellationToken)
    {
        var load = session.Selected.Single(perfCase => perfCase.Workload.Type == TestType.Throughput);
        var perfCase = load with { Workload = load.Workload with { Params = $"slowed_{percent}_percent" } };
        var budgets = new Dictionary<string, double> { [Metric.Throughput.Name] = BudgetPercent };
        await session.CalibrateAsync(
            perfCase,
            log,
            async _ =>
            {
                var client = perfCase.Environment.Client;
                await using var link = await ShapedLink.HoldAsync(session.Host(client.Host), client.Interface, LinkRate, cancellationToken);
                var rehearsed = await new Rehearsal(session, rule with { Looks = LooksFrom(rule.Looks, FewestRounds) }, budgets).RunAsync(
                    perfCase,
                    link.Cut(percent),
                    log,
                    () => true,
                    cancellationToken
                );
                _shaped.Add(
                    new ShapedControl
                    {
                        Case = perfCase.Name,
                        TruthPercent = percent,
                        Throughput = rehearsed.Verdict.Metrics.Single(metric => metric.Name == Metric.Throughput.Name),
                        Verdict = rehearsed.Verdict.Verdict,
                        ExpectedVerdict = expected,
                        Rounds = rehearsed.Rounds,
                    }
                );
            },
            cancellationToken
        );
        await KeepAsync();
    }

    private async Task WorkAsync(PerfCase perfCase, CancellationToken cancellationToken)
    {
        var verdict = await session.RunAsync(perfCase, log, cancellationToken);
        var program = verdict.Exposure?.Programs is [var only] && only.RunCount > 0 ? only : null;
        _work.Add(
            new WorkControl
            {
                Case = perfCase.Name,
                Iterations = int.Parse(perfCase.Tool!.Parameters["iterations"], CultureInfo.InvariantCulture),
                Verdict = verdict.Verdict,
                Reasons = verdict.Reasons,
                Latency = verdict.Metrics.FirstOrDefault(metric => metric.Name == Metric.MeanLatency.Name),
                NanosecondsPerRun = program is null ? null : (double)program.RunTimeNanoseconds / program.RunCount,
                RunsPerTransaction = program?.RunCount / await TransactionsAsync(perfCase, cancellationToken),
            }
        );
        await KeepAsync();
    }

    private static IReadOnlyList<int> LooksFrom(IReadOnlyList<int> looks, int fewest) =>
        looks.Any(look => look >= fewest) ? [.. looks.Where(look => look >= fewest)] : [fewest];

    /// <summary>Transactions of the run in which the program's runs were counted: the last good one of those before the rounds.</summary>
    private async Task<double?> TransactionsAsync(PerfCase perfCase, CancellationToken cancellationToken)
    {
        var runs = await session.Store.ReadRunsAsync(perfCase.Name, cancellationToken);
        var counted = runs
            .Items.TakeWhile(run => run.Execution.Purpose == RunPurpose.Exposure)
            .LastOrDefault(run => run.Execution.Status == RunStatus.Success);
        return counted is { } run && run.Metrics.TryGetValue(Metric.TransactionRate.Name, out var rate)
            ? rate * run.Execution.LoadSeconds
            : null;
    }

    private Task KeepAsync() => JsonFiles.WriteAsync(file, Control, JsonFiles.CamelCase, CancellationToken.None);
}
