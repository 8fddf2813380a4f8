using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Reporting.JUnit;

/// <summary>One case as a JUnit file shows it.</summary>
internal sealed record JUnitCase
{
    /// <summary>
    /// Environment and tool, without the tool's version so that a CI system knows the test again; each has a suite of its own.
    /// </summary>
    public required string Suite { get; init; }

    /// <summary>Type, protocol and parameters of the load.</summary>
    public required string Name { get; init; }

    public required JUnitOutcome Outcome { get; init; }

    /// <summary>The verdict's word, or what stands in its place.</summary>
    public required string Type { get; init; }

    /// <summary>The answer in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Reasons, one a line.</summary>
    public string Details { get; init; } = "";

    /// <summary>Time that the runs behind the verdict took, tool start and stop included.</summary>
    public double Seconds { get; init; }

    public DateTimeOffset? Start { get; init; }

    /// <summary>Host that the load's server ran on.</summary>
    public string? Host { get; init; }

    /// <summary>Figures by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <param name="result">A case with its verdict.</param>
    /// <param name="contradictions">What of its files contradicts each other; the verdict proves nothing then.</param>
    /// <param name="inconclusiveFails">Whether too little evidence closes the gate.</param>
    /// <param name="runs">Completed runs by folder.</param>
    public static JUnitCase Of(
        CaseResult result,
        IReadOnlyList<string> contradictions,
        bool inconclusiveFails,
        IReadOnlyDictionary<string, RunRecord> runs
    )
    {
        var reported = new ReportedCase(result);
        var own = result
            .Rounds.SelectMany(round => round.Runs)
            .Distinct()
            .Select(folder => runs.GetValueOrDefault(folder))
            .OfType<RunRecord>()
            .ToList();
        return new JUnitCase
        {
            Suite = SuiteOf(result.Environment, result.ToolRun?.Variant ?? result.Tool),
            Name = reported.Workload,
            Outcome = contradictions.Count > 0 ? JUnitOutcome.Error : OutcomeOf(reported.Verdict, inconclusiveFails),
            Type = contradictions.Count > 0 ? "Contradiction" : $"{reported.Verdict}",
            Message = contradictions.Count > 0 ? contradictions[0] : reported.Sentence,
            Details = string.Join('\n', contradictions.Concat(result.Verdict.Reasons)),
            Seconds = own.Sum(run => run.Execution.Duration),
            Start = own.Count == 0 ? null : own.Min(run => run.Execution.StartTime),
            Host = own.Select(run => run.Hosts.GetValueOrDefault("server")?.GetValueOrDefault("id")).FirstOrDefault(id => id is not null),
            Properties =
            [
                .. result
                    .Verdict.Metrics.Where(metric => metric.Verdict is not null || metric == reported.Leading)
                    .SelectMany(metric => Figures(metric)),
                .. Figure("noise floor", OverheadText.Measured(reported.Result.Verdict.NoiseFloorPercent)),
                new("rounds (dropped)", reported.Rounds),
                .. result.ToolRun?.Version is { } version ? [new("tool version", version)] : Array.Empty<KeyValuePair<string, string>>(),
            ],
        };
    }

    /// <summary>A case that was to be judged and was not: it closes the gate, so it must not look like a smaller matrix.</summary>
    public static JUnitCase WithoutVerdict(string name)
    {
        var address = CaseAddress.TryParse(name);
        return new JUnitCase
        {
            Suite = address is null ? "perftests" : SuiteOf(address.Environment, address.Tool),
            Name = address?.Workload ?? name,
            Outcome = JUnitOutcome.Error,
            Type = "NoVerdict",
            Message = $"{name} has no verdict: it was stopped, it crashed, or its files cannot be read",
        };
    }

    private static string SuiteOf(string environment, string? tool) => $"{environment}/{tool ?? "(baseline)"}";

    private static JUnitOutcome OutcomeOf(Verdict verdict, bool inconclusiveFails) =>
        verdict switch
        {
            Verdict.Pass => JUnitOutcome.Passed,
            Verdict.Fail => JUnitOutcome.Failure,
            Verdict.Inconclusive => inconclusiveFails ? JUnitOutcome.Failure : JUnitOutcome.Skipped,
            _ => JUnitOutcome.Error,
        };

    private static IEnumerable<KeyValuePair<string, string>> Figures(MetricVerdict metric) =>
        [
            .. Figure($"{metric.Name} baseline", UnitScale.Quantity(metric.Baseline, metric.Unit)),
            .. Figure($"{metric.Name} ebpf", UnitScale.Quantity(metric.Ebpf, metric.Unit)),
            .. Figure($"{metric.Name} overhead", OverheadText.WithInterval(metric)),
            .. Figure($"{metric.Name} budget", OverheadText.Size(metric.BudgetPercent)),
        ];

    private static IEnumerable<KeyValuePair<string, string>> Figure(string name, string value) =>
        value == UnitScale.Missing ? [] : [new(name, value)];
}
