using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Analysis.Summaries;

/// <summary>Everything of a result tree that analysis needs, read once.</summary>
internal sealed record ResultReading
{
    /// <summary>Cases with a verdict, in order of name.</summary>
    public required IReadOnlyList<CaseResult> Cases { get; init; }

    /// <summary>Completed runs by folder, relative to <c>result/</c>.</summary>
    public required IReadOnlyDictionary<string, RunRecord> Runs { get; init; }

    /// <summary>Resources by run folder; a run that was not sampled has none.</summary>
    public required IReadOnlyDictionary<string, MonitoringSummary> Monitoring { get; init; }

    /// <summary>What the validity rules measured, by run folder; a run that failed before its load had ended has none.</summary>
    public IReadOnlyDictionary<string, RunValidity> Validity { get; init; } = new Dictionary<string, RunValidity>();

    /// <summary>By case name: what its last valid round was measured on.</summary>
    public required IReadOnlyDictionary<string, Fingerprint> Fingerprints { get; init; }

    /// <summary>Names of cases that have no verdict that can be read.</summary>
    public required IReadOnlySet<string> WithoutVerdict { get; init; }

    public required IReadOnlyList<ReadProblem> Problems { get; init; }

    /// <summary>Names of the cases that the last session is to measure; empty when the tree does not tell.</summary>
    public IReadOnlySet<string> SessionCases { get; init; } = new HashSet<string>();

    public IReadOnlyList<RunRecord> RunsIn(IEnumerable<string> folders) => [.. folders.Select(Runs.GetValueOrDefault).OfType<RunRecord>()];

    public IReadOnlyList<MonitoringSummary> MonitoringIn(IEnumerable<string> folders) =>
        [.. folders.Select(Monitoring.GetValueOrDefault).OfType<MonitoringSummary>()];

    public static async Task<ResultReading> ReadAsync(CaseStore store, CancellationToken cancellationToken)
    {
        var cases = await store.ReadCasesAsync(cancellationToken);
        var problems = cases.Problems.Concat(TreeInspection.Of(store.Tree)).ToList();
        var runs = new Dictionary<string, RunRecord>(StringComparer.Ordinal);
        var monitoring = new Dictionary<string, MonitoringSummary>(StringComparer.Ordinal);
        var validity = new Dictionary<string, RunValidity>(StringComparer.Ordinal);
        foreach (var address in store.Tree.Cases())
        {
            var read = await store.ReadRunsAsync(address.Name, cancellationToken);
            problems.AddRange(read.Problems);
            foreach (var run in read.Items)
            {
                runs[run.Folder] = run;
                var summary = await store.ReadMonitoringAsync(run.Folder, cancellationToken);
                problems.AddRange(summary.Problems);
                if (summary.Items is [var found])
                    monitoring[run.Folder] = found;
                var measured = await store.ReadValidityAsync(run.Folder, cancellationToken);
                problems.AddRange(measured.Problems);
                if (measured.Items is [var rules])
                    validity[run.Folder] = rules;
            }
        }
        var fingerprints = new Dictionary<string, Fingerprint>(StringComparer.Ordinal);
        foreach (var result in cases.Items)
        {
            if (
                result.Rounds.LastOrDefault(round => round.DroppedBecause is null)?.Baseline is not [.., var last]
                || !runs.ContainsKey(last)
            )
                continue;
            var read = await store.ReadFingerprintAsync(last, cancellationToken);
            problems.AddRange(read.Problems);
            if (read.Items is [var fingerprint])
                fingerprints[result.Verdict.Case] = fingerprint;
        }
        var session = await SessionMarker.ReadAsync(store.Tree.Root, cancellationToken);
        return new ResultReading
        {
            Cases = cases.Items,
            Runs = runs,
            Monitoring = monitoring,
            Validity = validity,
            Fingerprints = fingerprints,
            WithoutVerdict = cases.Problems.Select(problem => problem.Path[..problem.Path.LastIndexOf('/')]).ToHashSet(),
            Problems = [.. problems.Distinct()],
            SessionCases = (session?.Cases ?? []).ToHashSet(StringComparer.Ordinal),
        };
    }
}
