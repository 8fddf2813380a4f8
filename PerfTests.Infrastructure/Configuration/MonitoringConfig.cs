namespace PerfTests.Infrastructure.Configuration;

/// <summary>The content of <c>monitoring-config.yaml</c>: what is sampled on the hosts while a load runs.</summary>
public sealed record MonitoringConfig
{
    public bool Enabled { get; init; } = true;

    /// <summary>Time between samples, in whole seconds.</summary>
    public int IntervalSeconds { get; init; } = 1;

    public bool Cpu { get; init; } = true;

    public bool Memory { get; init; } = true;

    public bool Network { get; init; } = true;

    public bool DiskIo { get; init; } = true;

    /// <summary>What is counted besides, where the hosts can.</summary>
    public PerfCounting Perf { get; init; } = new();
}
