using PerfTests.Infrastructure.Analysis.Baselines;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis;

/// <summary>Seeded rounds <c>B T T B</c> with independent noise and a slow drift.</summary>
internal sealed class Simulation(int seed, double noise, double drift = 0)
{
    private readonly Random _random = new(seed);

    /// <summary>Rounds whose tool runs differ from the baseline by a factor.</summary>
    public List<RoundRecord> Rounds(string metric, int count, double factor)
    {
        var phase = _random.NextDouble() * 2 * Math.PI;
        var rounds = new List<RoundRecord>();
        for (var i = 0; i < count; i++)
        {
            double[] runs = [.. Enumerable.Range(4 * i, 4).Select(run => Run(run, phase))];
            rounds.Add(
                Sample.Round(i + 1, metric, 1, 1, 1) with
                {
                    Values = new Dictionary<string, RoundValues>
                    {
                        [metric] = new([runs[0], runs[3]], [runs[1] * factor, runs[2] * factor]),
                    },
                }
            );
        }
        return rounds;
    }

    /// <summary>
    /// A case against a stored baseline of an earlier time: the phase of the drift is another one then, and the level may have moved since.
    /// Sentinel runs are made where the plan has them. The stored runs may be of several sessions, which differ, and so does today's.
    /// </summary>
    public (List<RoundRecord> Rounds, StoredBaseline Stored) AgainstStored(
        string metric,
        IReadOnlyList<int> looks,
        int storedRuns,
        int sentinelRuns,
        double factor,
        double level = 1,
        int sessions = 1,
        double sessionSpread = 0
    )
    {
        var levels = Enumerable.Range(0, sessions + 1).Select(_ => sessionSpread > 0 ? Math.Exp(sessionSpread * Normal()) : 1).ToList();
        level *= levels[sessions];
        var (then, now) = (_random.NextDouble() * 2 * Math.PI, _random.NextDouble() * 2 * Math.PI);
        var stored = Enumerable
            .Range(0, storedRuns)
            .Select(i => (Run: i, Session: i * sessions / storedRuns))
            .Select(each => new StoredRun(
                $"stored/run_{each.Run}",
                Sample.Time.AddHours(-2 * (1 + each.Session)),
                One(metric, Run(each.Run, then) * levels[each.Session])
            ))
            .ToList();
        var positions = SentinelPlan.Positions(new LookPlan(looks, 0.95), sentinelRuns).ToList();
        var (rounds, sentinels, time) = (new List<RoundRecord>(), new List<SentinelRun>(), 0);
        for (var i = 0; i <= looks[^1]; i++)
        {
            foreach (var _ in positions.Where(position => position == i))
                sentinels.Add(new SentinelRun(i, $"sentinel/run_{sentinels.Count}", Sample.Time, One(metric, Run(time++, now) * level)));
            if (i < looks[^1])
                rounds.Add(Sample.Alone(i + 1, metric, Run(time++, now) * level * factor));
        }
        return (rounds, new StoredBaseline { Runs = stored, Sentinels = sentinels });
    }

    private static Dictionary<string, double> One(string metric, double value) => new() { [metric] = value };

    // One swing of the drift takes about 60 runs.
    private double Run(int time, double phase) => 1000 * Math.Exp((noise * Normal()) + (drift * Math.Sin((time * 0.1) + phase)));

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
