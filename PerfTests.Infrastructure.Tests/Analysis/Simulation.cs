using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Tests.Analysis;

/// <summary>Seeded interleaved runs <c>B T B T … B</c> with independent noise and a slow drift.</summary>
internal sealed class Simulation(int seed, double noise, double drift = 0)
{
    private readonly Random _random = new(seed);

    /// <summary>A chain of rounds whose tool runs differ from the baseline by a factor.</summary>
    public List<RoundRecord> Rounds(string metric, int count, double factor)
    {
        var phase = _random.NextDouble() * 2 * Math.PI;
        var before = Run(0, phase);
        var rounds = new List<RoundRecord>();
        for (var i = 1; i <= count; i++)
        {
            var middle = Run((2 * i) - 1, phase) * factor;
            var after = Run(2 * i, phase);
            rounds.Add(Sample.Round(i, metric, before, middle, after));
            before = after;
        }
        return rounds;
    }

    // One swing of the drift takes about 60 runs.
    private double Run(int time, double phase) => 1000 * Math.Exp((noise * Normal()) + (drift * Math.Sin((time * 0.1) + phase)));

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
