using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>How often the rule is right: many gates of known overhead in known noise, held against the targets.</summary>
internal static class GateStudy
{
    /// <summary>One point for each noise and each target. The same numbers always give the same points.</summary>
    public static IReadOnlyList<StudyPoint> Of(
        IEnumerable<INoise> noises,
        Thresholds thresholds,
        int gates,
        CancellationToken cancellationToken
    ) => [.. noises.SelectMany(noise => StudyTarget.All.Select(target => Point(noise, target, thresholds, gates, cancellationToken)))];

    private static StudyPoint Point(INoise noise, StudyTarget target, Thresholds thresholds, int gates, CancellationToken cancellationToken)
    {
        var (passes, fails, rounds) = (0, 0, 0L);
        Parallel.For(
            0,
            gates,
            new ParallelOptions { CancellationToken = cancellationToken },
            () => (Passes: 0, Fails: 0, Rounds: 0L),
            (gate, _, sum) =>
            {
                // A gate of its own number has the same noise at every overhead and on every machine.
                var (verdict, taken) = SimulatedGate.Run(
                    noise,
                    new Random(gate),
                    target.OverheadPercent,
                    StudyTarget.BudgetPercent,
                    thresholds
                );
                return (sum.Passes + (verdict == Verdict.Pass ? 1 : 0), sum.Fails + (verdict == Verdict.Fail ? 1 : 0), sum.Rounds + taken);
            },
            sum =>
            {
                Interlocked.Add(ref passes, sum.Passes);
                Interlocked.Add(ref fails, sum.Fails);
                Interlocked.Add(ref rounds, sum.Rounds);
            }
        );
        return target.Judge(noise, gates, 100.0 * passes / gates, 100.0 * fails / gates, (double)rounds / gates);
    }
}
