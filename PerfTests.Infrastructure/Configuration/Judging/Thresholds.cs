namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>The content of <c>thresholds.yaml</c>: budgets, and how much evidence a verdict needs.</summary>
public sealed record Thresholds
{
    /// <summary>Budget of a test type's primary metric when no rule gives it one, in percent.</summary>
    public const double DefaultBudgetPercent = 5;

    /// <summary>
    /// Budget of <see cref="Metric.OfByteLoads"/> when no rule gives it one, in percent. Twice that of throughput: CPU is what a host has
    /// spare when its load is capped, and a tool that filters or counts packets is expected to take some.
    /// </summary>
    public const double DefaultCpuBudgetPercent = 10;

    /// <summary>Confidence of each one-sided bound over all looks together, between 0.5 and 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Numbers of valid rounds at which the data are looked at; the last is the limit of rounds.</summary>
    public IReadOnlyList<int> Looks { get; init; } = [5, 8, 13, 21, 34];

    /// <summary>Rounds of a baseline (A/A) case.</summary>
    public int BaselineRounds { get; init; } = 5;

    /// <summary>Dropped rounds after which a case is Invalid.</summary>
    public int MaxDroppedRounds { get; init; } = 3;

    /// <summary>Share of all rounds that may be dropped where it allows more than <see cref="MaxDroppedRounds"/>, from 0 to 1.</summary>
    public double MaxDroppedShare { get; init; } = 0.2;

    /// <summary>What a measurement must meet before it counts.</summary>
    public ValidityLimits Validity { get; init; } = ValidityLimits.Default;

    /// <summary>Whether an Inconclusive verdict fails the test and the gate.</summary>
    public bool FailOnInconclusive { get; init; }

    /// <summary>Where the baselines of tool cases come from.</summary>
    public BaselinePolicy Baseline { get; init; } = BaselinePolicy.Interleaved;

    /// <summary>When earlier baseline runs may be used, for <see cref="BaselinePolicy.Stored"/>.</summary>
    public StoredBaselineRule StoredBaseline { get; init; } = new();

    /// <summary>Budgets, the general ones first: for a metric the last rule that matches a case applies.</summary>
    public IReadOnlyList<BudgetRule> Budgets { get; init; } = [];

    /// <summary>Budgets of one case by metric name, in percent: for each metric the last rule that matches applies.</summary>
    /// <param name="environment">Id of the environment.</param>
    /// <param name="toolId">Id of the tool, without the parameter values of a folder id; null for a baseline case.</param>
    /// <param name="testType">The case's test type.</param>
    /// <param name="protocol">The case's protocol.</param>
    /// <param name="params">The case's parameter token.</param>
    /// <remarks>
    /// Metrics that the test type does not measure are left out, so one rule may name the metrics of all types. A rule without
    /// a test type does not hold a case to the primary metric of another type either: the packet rate of a throughput case has
    /// a budget only from a rule for throughput, and the CPU of processes in a latency case, which not every load of requests tells,
    /// only from one for latency. The primary metric always has one, <see cref="DefaultBudgetPercent"/> at least;
    /// a load of bytes has one for <see cref="Metric.OfByteLoads"/> too: whatever limits it, a target rate, a rate in its command or the
    /// link, a tool that leaves headroom takes CPU and no throughput.
    /// </remarks>
    public IReadOnlyDictionary<string, double> BudgetsFor(
        string environment,
        string? toolId,
        TestType testType,
        Protocol protocol,
        string @params
    )
    {
        var primary = Metric.Primary(testType);
        var budgets = new Dictionary<string, double> { [primary.Name] = DefaultBudgetPercent };
        if (testType != TestType.Latency)
            budgets[Metric.OfByteLoads.Name] = DefaultCpuBudgetPercent;
        foreach (var rule in Budgets.Where(rule => rule.Cases.Matches(environment, toolId, testType, protocol, @params)))
        {
            foreach (var (name, percent) in rule.BudgetPercent)
            {
                if (Metric.Find(name) is not { } metric || !rule.Holds(metric, testType))
                    continue;
                if (percent is { } given)
                    budgets[name] = given;
                else
                    budgets.Remove(name);
            }
        }
        return budgets;
    }
}
