using PerfTests.Infrastructure.Analysis.Comparisons;
using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>One fact in which conditions differ, with the cases that it concerns.</summary>
internal sealed record FactDifferences(FingerprintDifference Difference, int Cases)
{
    public static IReadOnlyList<FactDifferences> Of(Comparison comparison) =>
        [
            .. comparison
                .Cases.SelectMany(each => each.Fingerprint ?? [])
                .CountBy(difference => difference)
                .OrderBy(each => each.Key.Fact, StringComparer.Ordinal)
                .Select(each => new FactDifferences(each.Key, each.Value)),
        ];
}
