using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>A host of an environment in one role while it is monitored.</summary>
/// <param name="Wanted">What of the tool is sampled; null on hosts that run none.</param>
internal sealed record MonitoredHost(
    string Role,
    Endpoint Endpoint,
    IRemoteHost Host,
    ResourceMonitoring? Wanted,
    IReadOnlyList<Collector> Collectors
);
