namespace PerfTests.Infrastructure.Configuration;

/// <summary>The content of <c>monitoring-config.yaml</c>.</summary>
public sealed record MonitoringConfig
{
    public bool Enabled { get; init; } = true;
}
