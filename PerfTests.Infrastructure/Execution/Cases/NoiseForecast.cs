using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>What the last A/A case of the result tree lets one expect of a tool case, before time is spent on it.</summary>
internal sealed class NoiseForecast(CaseStore store, Thresholds thresholds)
{
    /// <summary>Budgets of a tool case that the noise hides.</summary>
    /// <param name="current">What the hosts are now: an A/A case of other conditions says nothing. Null where the hosts are not
    /// asked.</param>
    /// <returns>None as well when no such A/A case is there, or baselines are taken from earlier sessions.</returns>
    public async Task<IReadOnlyList<BudgetUnderFloor>> FindAsync(
        PerfCase perfCase,
        IReadOnlyDictionary<string, double> budgets,
        Fingerprint? current,
        CancellationToken cancellationToken
    ) => await BaselineAsync(perfCase, current, cancellationToken) is { } baseline ? KnownNoise.Under(baseline, budgets, thresholds) : [];

    /// <summary>Metrics of a tool case with a budget in which equal baselines differed.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<IReadOnlyList<BaselineBias>> BiasesAsync(
        PerfCase perfCase,
        IReadOnlyDictionary<string, double> budgets,
        Fingerprint? current,
        CancellationToken cancellationToken
    ) => await BaselineAsync(perfCase, current, cancellationToken) is { } baseline ? BaselineBias.Of(baseline.Verdict, budgets.Keys) : [];

    /// <summary>The same for many cases, one line for each budget that the noise hides, with how many cases have it.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(
        IEnumerable<PerfCase> cases,
        Func<PerfCase, IReadOnlyDictionary<string, double>> budgets,
        Func<PerfCase, Fingerprint?> current,
        CancellationToken cancellationToken
    )
    {
        var found = new List<(PerfCase Case, BudgetUnderFloor Budget)>();
        foreach (var perfCase in cases)
            found.AddRange(
                (await FindAsync(perfCase, budgets(perfCase), current(perfCase), cancellationToken)).Select(budget => (perfCase, budget))
            );
        return
        [
            .. found
                .GroupBy(each => (each.Case.BaselineName, each.Budget))
                .Select(group => $"{group.Key.Budget}: {Cases([.. group.Select(each => each.Case)])}; {group.Key.Budget.Forecast}"),
        ];
    }

    private static string Cases(IReadOnlyList<PerfCase> cases) =>
        cases.Count == 1 ? cases[0].Name : $"{cases.Count} cases with the load of {cases[0].BaselineName}";

    private async Task<CaseResult?> BaselineAsync(PerfCase perfCase, Fingerprint? current, CancellationToken cancellationToken) =>
        perfCase.Arm == Arm.Ebpf
        && thresholds.Baseline != BaselinePolicy.Stored
        && await store.ReadCaseAsync(perfCase.BaselineName, cancellationToken) is { } baseline
        && (current is null || await IsOfAsync(baseline, current, cancellationToken))
            ? baseline
            : null;

    private async Task<bool> IsOfAsync(CaseResult baseline, Fingerprint current, CancellationToken cancellationToken) =>
        baseline.Rounds.LastOrDefault(round => round.DroppedBecause is null)?.Baseline is [.., var run]
        && (await store.ReadFingerprintAsync(run, cancellationToken)).Items is [var then]
        && then.Differences(current).Count == 0;
}
