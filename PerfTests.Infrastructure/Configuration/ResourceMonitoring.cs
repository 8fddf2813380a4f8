namespace PerfTests.Infrastructure.Configuration;

/// <summary>Which resources of a tool's own processes are sampled.</summary>
public sealed record ResourceMonitoring
{
    public bool Enabled { get; init; } = true;

    public bool Cpu { get; init; } = true;

    public bool Memory { get; init; } = true;

    public bool DiskIo { get; init; } = true;
}
