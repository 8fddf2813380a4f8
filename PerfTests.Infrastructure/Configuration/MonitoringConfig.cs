namespace PerfTests.Infrastructure.Configuration;

/// <summary>The content of <c>monitoring-config.yaml</c>: what is sampled on the hosts while a load runs.</summary>
public sealed record MonitoringConfig
{
    public bool Enabled { get; init; } = true;

    /// <summary>Time between samples, in whole seconds.</summary>
    public int IntervalSeconds { get; init; } = 1;

    /// <summary>Whether the hosts are sampled in the rounds; what is counted before and after a load is counted in every run.</summary>
    public RoundSampling InRounds { get; init; } = RoundSampling.Auto;

    /// <summary>Shortest load that holds three samples, in seconds: the first and the last second of a load belong to no sample.</summary>
    public double SampledSeconds => (3 * IntervalSeconds) + 2;

    public bool Cpu { get; init; } = true;

    public bool Memory { get; init; } = true;

    public bool Network { get; init; } = true;

    public bool DiskIo { get; init; } = true;

    /// <summary>What is counted besides, where the hosts can.</summary>
    public PerfCounting Perf { get; init; } = new();

    /// <summary>
    /// Length of a load that samples the hosts in place of the rounds, in seconds; null where those do it, or nothing does.
    /// </summary>
    /// <param name="roundSeconds">Length of a round's load; null where an amount ends it.</param>
    public double? SamplingSeconds(double? roundSeconds) =>
        Enabled && !Samples(roundSeconds, isJudged: true) ? Math.Max(roundSeconds ?? 0, SampledSeconds) : null;

    /// <summary>Whether events are counted while a load runs, which costs next to nothing.</summary>
    /// <param name="isJudged">Whether it is a load of a round.</param>
    public bool Counts(bool isJudged) => Enabled && Perf.Enabled && (InRounds != RoundSampling.Never || !isJudged);

    /// <summary>Whether programs sample the hosts while a load of this length runs.</summary>
    /// <param name="loadSeconds">Its length; null where an amount ends it, which is not known to be long enough.</param>
    /// <param name="isJudged">Whether it is a load of a round.</param>
    public bool Samples(double? loadSeconds, bool isJudged) =>
        Enabled && (InRounds == RoundSampling.Always || (loadSeconds >= SampledSeconds && (InRounds == RoundSampling.Auto || !isJudged)));
}
